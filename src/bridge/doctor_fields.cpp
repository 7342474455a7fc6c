// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_fields.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* apply = "run rt-config/apply on the machine of RT";

std::string quoted(const std::string& name) {
  return "'" + name + "'";
}

bool is_of_kind(const rt::FieldSetup& field, Kind kind) {
  switch (kind) {
  case Kind::any:
    return true;
  case Kind::one:
    return !field.several;
  case Kind::several:
    return field.several;
  case Kind::lines:
    return !field.several && (field.type == "Text" || field.type == "Wikitext");
  }
  return true;
}

const char* to_words(Kind kind) {
  switch (kind) {
  case Kind::one:
    return "one value";
  case Kind::several:
    return "several values";
  default:
    return "a text of many lines";
  }
}

bool same_set(std::vector<std::string> one, std::vector<std::string> other) {
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return one == other;
}

class FieldLook {
public:
  FieldLook(Area& area, RtSetup& rt, const Settings& settings,
            const std::map<std::string, rt::QueueSetup>& queues)
      : area_(area), rt_(rt), settings_(settings), queues_(queues) {}

  Result<void> take() {
    auto fields = rt_.fields();
    if (!fields)
      return fail(fields.error());
    fields_ = std::move(*fields);
    std::map<std::string, std::size_t> good; // by queue
    std::vector<std::string> hidden;
    for (const auto& field : wanted_fields(settings_.policy)) {
      const auto queue = queues_.find(field.queue);
      if (queue == queues_.end())
        continue;
      const auto* setup = setup_of(number_on(queue->second, field.name));
      if (number_on(queue->second, field.name) == 0)
        missing(field);
      else if (setup == nullptr)
        hidden.push_back(field.name);
      else if (const auto fit = judge(field, *setup); !fit)
        return fail(fit.error());
      else
        good[field.queue] += *fit ? 1 : 0;
    }
    for (const auto& [queue, count] : good)
      if (count > 0)
        area_.fine("fields",
                   "queue " + queue + " has " + counted(count, "field") + " of the right kind");
    if (!hidden.empty())
      area_.remark("fields",
                   "of what kind these fields are RT does not tell the user " + settings_.user +
                       ": " + some_of(hidden),
                   std::string("grant SeeCustomField on each of them to it: ") + apply);
    return {};
  }

private:
  const rt::FieldSetup* setup_of(std::int64_t id) const {
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [&](const auto& one) { return one.id == id; });
    return found == fields_.end() ? nullptr : &*found;
  }

  void missing(const WantedField& field) {
    const auto named = std::find_if(fields_.begin(), fields_.end(), [&](const auto& one) {
      return base::same_ignoring_case(one.name, field.name);
    });
    const std::string where = "queue " + field.queue + " has no custom field " +
                              quoted(field.name) + " (" + field.key + ")";
    if (named != fields_.end() && named->disabled)
      area_.wrong("fields", where + ": it is disabled", "enable it in RT (Admin > Custom Fields)");
    else if (named != fields_.end())
      area_.wrong("fields", where + ": it is on other queues alone, or on none",
                  std::string("apply it to the queue in RT, or ") + apply);
    else
      area_.wrong("fields", where,
                  std::string(apply) + ", or set " + field.key +
                      " to the name that it has there; or it lacks the right SeeCustomField for " +
                      settings_.user);
  }

  // Is it fit? What it is not is told.
  Result<bool> judge(const WantedField& field, const rt::FieldSetup& setup) {
    const std::string what =
        "the custom field " + quoted(field.name) + " (" + field.key + ") of queue " + field.queue;
    if (!is_of_kind(setup, field.kind)) {
      area_.wrong("fields",
                  what + " is " + setup.type + " for " +
                      (setup.several ? "several values" : "one value") + " and must hold " +
                      to_words(field.kind),
                  "rename it in RT (Admin > Custom Fields), then rt-config/apply makes the right "
                  "one; or name another in " +
                      field.key);
      return false;
    }
    if (field.unique && !setup.unique)
      area_.wrong("fields", what + " lets two tickets have one value",
                  "tick its unique values in RT (Admin > Custom Fields): else a release may get "
                  "two rollouts");
    if (field.key == "rt.state_field" && setup.type == "Select")
      return judge_states(what, setup);
    if (field.values.empty())
      return !field.unique || setup.unique;
    if (setup.type != "Select") {
      area_.wrong("fields", what + " is " + setup.type + " and must be a choice",
                  "rename it in RT, then " + std::string(apply));
      return false;
    }
    const auto values = rt_.values(setup.id);
    if (!values)
      return fail(values.error());
    if (same_set(*values, field.values))
      return true;
    area_.wrong("fields",
                what + " lets choose from " + base::join(*values, ", ") + " and must from " +
                    base::join(field.values, ", ") + " alone",
                "set its values in RT (Admin > Custom Fields)");
    return false;
  }

  // Where a field has the state of a release, it must have those that a rollout begins with.
  Result<bool> judge_states(const std::string& what, const rt::FieldSetup& setup) {
    const auto values = rt_.values(setup.id);
    if (!values)
      return fail(values.error());
    const auto& begin = settings_.policy.begin;
    for (const auto& [key, state] :
         {std::pair{"rollout.from", begin.from}, std::pair{"rollout.to", begin.to}})
      if (!base::is_one_of(state, *values)) {
        area_.wrong("fields", what + " has no value " + quoted(state) + ", which " + key + " names",
                    std::string("set ") + key + " to the one that it has, or add the value in RT");
        return false;
      }
    return true;
  }

  Area& area_;
  RtSetup& rt_;
  const Settings& settings_;
  const std::map<std::string, rt::QueueSetup>& queues_;
  std::vector<rt::FieldSetup> fields_; // all that we may see
};

} // namespace

// Its number on the queue; 0: it is not there.
std::int64_t number_on(const rt::QueueSetup& queue, const std::string& name) {
  for (const auto& [id, one] : queue.fields)
    if (base::same_ignoring_case(one, name))
      return id;
  return 0;
}

Result<void> examine_fields(Area& area, RtSetup& rt, const Settings& settings,
                            const std::map<std::string, rt::QueueSetup>& queues) {
  return FieldLook(area, rt, settings, queues).take();
}

} // namespace bridge
