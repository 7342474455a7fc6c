// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_rt.hpp"

#include "base/text.hpp"
#include "bridge/doctor_fields.hpp"
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

class Look {
public:
  Look(Findings& findings, RtSetup& rt, const Settings& settings)
      : area_(findings, "rt"), rt_(rt), settings_(settings), policy_(settings.policy) {}

  Result<void> take(const std::string& managers_group) {
    if (auto looked = look_at_queues(); !looked)
      return looked;
    if (auto looked = look_at_statuses(); !looked)
      return looked;
    if (auto looked = examine_fields(area_, rt_, settings_, queues_); !looked)
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
      queues_.emplace(name, std::move(*queue));
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
    const auto found = queues_.find(queue);
    if (found == queues_.end())
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

  Result<void> look_at_rights() {
    for (const auto& [name, queue] : queues_) {
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
      if (const auto id = number_on(queue, field.name);
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
  std::map<std::string, rt::QueueSetup> queues_; // ours, as far as we may see them
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
  const auto id = number_on(*queue, policy.teams_field);
  const auto found = std::find_if(fields->begin(), fields->end(), [&](const auto& one) {
    return one.id == id && one.type == "Select";
  });
  if (found == fields->end())
    return Teams{};
  return rt.values(id).map([](auto values) { return Teams{std::move(values)}; });
}

} // namespace bridge
