// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_rt.hpp"

#include "base/text.hpp"
#include "bridge/hooks.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* apply = "run rt-config/apply on the machine of RT";
constexpr base::Seconds odd_clock{60};

std::string quoted(const std::string& name) {
  return "'" + name + "'";
}

// What RT has, asked once.
struct Seen {
  std::vector<rt::FieldSetup> fields;
  std::map<std::string, rt::QueueSetup> queues; // ours, as far as we may see them
};

const rt::FieldSetup* setup_of(const Seen& seen, std::int64_t id) {
  const auto found = std::find_if(seen.fields.begin(), seen.fields.end(),
                                  [&](const auto& one) { return one.id == id; });
  return found == seen.fields.end() ? nullptr : &*found;
}

// Its number on the queue; 0: it is not there.
std::int64_t number_of(const rt::QueueSetup& queue, const std::string& name) {
  for (const auto& [id, one] : queue.fields)
    if (base::same_ignoring_case(one, name))
      return id;
  return 0;
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

class Look {
public:
  Look(Findings& findings, RtSetup& rt, const Settings& settings)
      : area_(findings, "rt"), rt_(rt), settings_(settings), policy_(settings.policy) {}

  Result<void> take(const std::string& managers_group) {
    if (auto looked = look_at_queues(); !looked)
      return looked;
    if (auto looked = look_at_statuses(); !looked)
      return looked;
    auto fields = rt_.fields();
    if (!fields)
      return fail(fields.error());
    seen_.fields = std::move(*fields);
    if (auto looked = look_at_fields(); !looked)
      return looked;
    if (auto looked = look_at_rights(); !looked)
      return looked;
    return look_for_too_many_rights(managers_group);
  }

private:
  Result<void> look_at_queues() {
    for (const auto& [key, name] : {std::pair{"rt.queue", policy_.queue},
                                    std::pair{"rt.release_queue", policy_.begin.queue}}) {
      auto queue = rt_.queue(name);
      if (!queue && queue.error().fault != base::Fault::not_found)
        return fail(queue.error());
      if (!queue) {
        area_.wrong("queue", "RT shows us no queue " + quoted(name) + " (" + key + ")",
                    std::string("name the right one in ") + key +
                        ", or grant SeeQueue on it to the user " + settings_.user + ": " + apply);
        continue;
      }
      area_.judge(
          !queue->disabled, "queue",
          "queue " + name +
              (queue->disabled ? " is disabled" : " is there, its lifecycle " + queue->lifecycle),
          "enable it in RT (Admin > Queues)");
      judge_tag(*queue);
      seen_.queues.emplace(name, std::move(*queue));
    }
    return {};
  }

  void judge_tag(const rt::QueueSetup& queue) {
    if (queue.subject_tag.empty() || base::is_one_of(queue.subject_tag, settings_.rt_names))
      return;
    area_.wrong("name",
                "subjects of queue " + queue.name + " have [" + queue.subject_tag +
                    " #N], which rt.name does not say: mails that answer them are not known",
                "add " + queue.subject_tag + " to rt.name");
  }

  Result<void> look_at_statuses() {
    const auto statuses = rt_.statuses();
    if (!statuses && statuses.error().fault != base::Fault::refused)
      return fail(statuses.error());
    if (!statuses || statuses->empty()) {
      area_.remark("statuses", "which statuses the lifecycles have could not be seen",
                   "compare them with rollout.from, rollout.to and rt.closed by hand (Admin > "
                   "Lifecycles)");
      return {};
    }
    if (policy_.begin.state_field.empty())
      judge_statuses(*statuses, policy_.begin.queue,
                     {{policy_.begin.from, "rollout.from"}, {policy_.begin.to, "rollout.to"}});
    judge_statuses(
        *statuses, policy_.queue,
        {{"new", "the bridge"}, {"open", "the bridge"}, {policy_.end.status, "the bridge"}});
    return {};
  }

  void judge_statuses(const rt::Statuses& all, const std::string& queue,
                      const std::vector<std::pair<std::string, std::string>>& wanted) {
    const auto found = seen_.queues.find(queue);
    if (found == seen_.queues.end())
      return;
    const auto& lifecycle = found->second.lifecycle;
    const auto own = all.contains(lifecycle) ? all.find(lifecycle) : all.find("");
    std::vector<std::string> has;
    for (const auto& [status, who] : wanted) {
      if (own != all.end() && base::is_one_of(status, own->second))
        has.push_back(status);
      else
        area_.wrong(
            "statuses",
            "the lifecycle " + lifecycle + " of queue " + queue + " has no status " +
                quoted(status) + ", which " + who + " names",
            (who == "the bridge" ? std::string() : "set " + who + " to the one that it has, or ") +
                "add it to the lifecycle (rt-config/rollout-lifecycles.pm shows how)");
    }
    if (has.size() == wanted.size())
      area_.fine("statuses", "the lifecycle " + lifecycle + " has " + base::join(has, ", "));
  }

  Result<void> look_at_fields() {
    std::map<std::string, std::size_t> good; // by queue
    std::vector<std::string> hidden;
    for (const auto& field : wanted_fields(policy_)) {
      const auto queue = seen_.queues.find(field.queue);
      if (queue == seen_.queues.end())
        continue;
      const auto* setup = setup_of(seen_, number_of(queue->second, field.name));
      if (number_of(queue->second, field.name) == 0)
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

  void missing(const WantedField& field) {
    const auto named = std::find_if(seen_.fields.begin(), seen_.fields.end(), [&](const auto& one) {
      return base::same_ignoring_case(one.name, field.name);
    });
    const std::string where = "queue " + field.queue + " has no custom field " +
                              quoted(field.name) + " (" + field.key + ")";
    if (named != seen_.fields.end() && named->disabled)
      area_.wrong("fields", where + ": it is disabled", "enable it in RT (Admin > Custom Fields)");
    else if (named != seen_.fields.end())
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

  Result<void> look_at_rights() {
    for (const auto& [name, queue] : seen_.queues) {
      if (name == policy_.queue)
        area_.judge(queue.may_create, "rights",
                    std::string("we may ") + (queue.may_create ? "" : "not ") +
                        "make tickets in queue " + name,
                    "grant CreateTicket on it to the user " + settings_.user + ": " + apply);
      const auto rights = rt_.rights_on_newest(name);
      if (!rights && rights.error().fault != base::Fault::refused)
        return fail(rights.error());
      if (!rights)
        area_.remark("rights",
                     "what we may write in queue " + name +
                         " could not be seen: " + rights.error().what,
                     "compare with the table of rt-config/README.md");
      else if (!*rights)
        area_.fine("rights", "queue " + name +
                                 " shows us no ticket yet, so what we may write there is not seen");
      else
        judge_rights(queue, **rights);
    }
    return {};
  }

  void judge_rights(const rt::QueueSetup& queue, const rt::TicketRights& rights) {
    const std::string where =
        "#" + base::to_string(rights.ticket) + ", the newest ticket in queue " + queue.name;
    if (!rights.change) {
      area_.wrong("rights", "we may not change " + where,
                  "grant ModifyTicket on the queue to the user " + settings_.user + ": " + apply);
      return;
    }
    std::vector<std::string> lacking;
    std::size_t ours = 0;
    for (const auto& field : wanted_fields(policy_))
      if (const auto id = number_of(queue, field.name);
          field.queue == queue.name && field.ours && id != 0) {
        ++ours;
        if (!rights.fields.contains(id))
          lacking.push_back(field.name + " (" + field.key + ")");
      }
    area_.judge(lacking.empty(), "rights",
                lacking.empty() ? "we may change " + where + ", and the " + counted(ours, "field") +
                                      " that are ours to write"
                                : "on " + where + ", we may not write " + some_of(lacking),
                "grant ModifyCustomField on each of them to the user " + settings_.user + ": " +
                    apply);
  }

  Result<void> look_for_too_many_rights(const std::string& managers_group) {
    const auto queues = rt_.queues();
    if (!queues)
      return fail(queues.error());
    std::vector<std::string> foreign;
    for (const auto& name : *queues)
      if (!base::same_ignoring_case(name, policy_.queue) &&
          !base::same_ignoring_case(name, policy_.begin.queue))
        foreign.push_back(name);
    if (!foreign.empty())
      area_.remark("too many rights",
                   "the user " + settings_.user +
                       " sees queues that are none of the bridge's: " + some_of(foreign),
                   "take SeeQueue and what else it has there away; rt-config/README.md lists the "
                   "rights that it needs");
    const auto may_change = rt_.may_change_group(managers_group);
    if (!may_change)
      return fail(may_change.error());
    if (*may_change)
      area_.remark("too many rights",
                   "the user " + settings_.user + " may change who is in group " + managers_group,
                   "take AdminGroupMembership or SuperUser away: the bridge needs SeeGroup alone");
    if (foreign.empty() && !*may_change)
      area_.fine("too many rights",
                 "the user " + settings_.user + " sees no other queue and may change no group");
    return {};
  }

  Area area_;
  RtSetup& rt_;
  const Settings& settings_;
  const rollout::Policy& policy_;
  Seen seen_;
};

} // namespace

void judge_rt(Findings& findings, const rt::About& about, const Settings& settings) {
  Area area(findings, "rt");
  area.judge(about.version.starts_with("5."), "version",
             "RT " + about.version + " answers, and takes the password of " + settings.user,
             "the bridge is made for RT 5");
  if (about.name.empty() || settings.rt_names.empty())
    return;
  area.judge(
      base::is_one_of(about.name, settings.rt_names), "name",
      "RT calls itself " + about.name + ", as in [" + about.name + " #4711]" +
          (base::is_one_of(about.name, settings.rt_names) ? "" : ", and rt.name does not say so"),
      "set rt.name to " + about.name + ": else mails with its tag find no ticket");
}

void judge_clock(Findings& findings, const std::optional<base::Instant>& theirs,
                 base::Instant before, base::Instant after) {
  Area area(findings, "clock");
  if (!theirs)
    return;
  const auto apart = *theirs > after    ? *theirs - after
                     : before > *theirs ? before - *theirs
                                        : base::Seconds{0};
  const std::string text = "RT's clock is " +
                           counted(static_cast<std::size_t>(apart.count()), "second") +
                           (*theirs > after ? " ahead of ours" : " behind ours");
  const std::string remedy = "set both clocks (NTP); web hooks that are more than " +
                             std::to_string(hook_tolerance.count()) + " s off are refused";
  if (apart <= odd_clock)
    area.fine("clock", apart.count() <= 1 ? "RT's clock and ours agree" : text);
  else if (apart < hook_tolerance)
    area.remark("clock", text, remedy);
  else
    area.wrong("clock", text, remedy);
}

void examine_rt(Findings& findings, RtSetup& rt, const Settings& settings,
                const std::string& managers_group) {
  if (const auto looked = Look(findings, rt, settings).take(managers_group); !looked)
    Area(findings, "rt").wrong("answer", looked.error());
}

Result<std::optional<std::vector<std::string>>> teams_to_choose(RtSetup& rt,
                                                                const rollout::Policy& policy) {
  using Teams = std::optional<std::vector<std::string>>;
  const auto queue = rt.queue(policy.queue);
  if (!queue)
    return queue.error().fault == base::Fault::not_found ? Result<Teams>(Teams{})
                                                         : fail(queue.error());
  const auto fields = rt.fields();
  if (!fields)
    return fail(fields.error());
  const auto id = number_of(*queue, policy.teams_field);
  const auto found = std::find_if(fields->begin(), fields->end(), [&](const auto& one) {
    return one.id == id && one.type == "Select";
  });
  if (found == fields->end())
    return Teams{};
  return rt.values(id).map([](auto values) { return Teams{std::move(values)}; });
}

} // namespace bridge
