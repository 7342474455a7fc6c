// SPDX-License-Identifier: Apache-2.0
#include "rollout/exposing.hpp"

#include "base/text.hpp"
#include "calendar/deadline.hpp"
#include "calendar/words.hpp"
#include "rollout/notes.hpp"
#include "rollout/team_letter.hpp"

#include <algorithm>

namespace rollout {
namespace {

const calendar::WorkingTime& working_time(const Asking& asking, const Policy& policy) {
  return policy.working_times.of(asking.team);
}

// In the morning of that day.
base::Instant morning_of(calendar::Day day, const calendar::WorkingTime& working) {
  return working.zone.instant(calendar::LocalTime{day} + working.begins);
}

class Exposing {
public:
  Exposing(Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory, Owing& owing)
      : ticket_(ticket), now_(now), policy_(policy), memory_(memory), owing_(owing) {}

  void run() {
    if (!ticket_.fields.contains(policy_.exposure_field))
      return;
    for (auto& one : memory_.askings)
      if (takes_part(one) && !one.accepted)
        recall(one);
    set_end();
    see_end();
    if (!first_value(ticket_, policy_.outcome_field).empty())
      return; // a manager has decided: nobody waits for reports any more
    const auto taken = newest_taken(memory_.reports);
    for (auto& one : memory_.askings)
      if (takes_part(one) && one.asked_now && !is_excused(one, memory_) &&
          report_of(taken, one.team) == nullptr)
        ask_for_report(one);
    tell_managers();
  }

private:
  bool takes_part(const Asking& one) const {
    return contains(taking_part(ticket_, policy_), one.team);
  }

  // RT shows that it takes part, and we do not remember since when.
  void recall(Asking& one) {
    add({now_, "answered", one.team, "accepted"}, one);
    owing_.remember("answered", one.team, "accepted, as RT shows it");
  }

  // Once in a rollout's life: after that it is the managers' to move or to empty.
  void set_end() {
    const auto first = first_accept();
    if (first == nullptr || memory_.exposure || !end().empty())
      return;
    const auto& zone = working_time(*first, policy_).zone;
    auto day = usual_end(*first->accepted, zone, policy_.exposure);
    if (zone.instant(day) < now_)
      day = usual_end(now_, zone, policy_.exposure);
    SetFields change{ticket_.id, {{policy_.exposure_field, {}, {}, to_words(day)}}};
    ticket_.fields[policy_.exposure_field] = {to_words(day)};
    owing_.owe(owing_.key("exposure"), std::move(change));
  }
  void see_end() {
    if (memory_.exposure ? memory_.exposure->value == end() : end().empty())
      return;
    memory_.exposure = seen_after(memory_.exposure, end(), now_);
    owing_.remember("exposure", "until", end());
    if (end().empty() || read_day(end()))
      return;
    owing_.note(owing_.key("exposure/" + owing_.cause()), "the end of exposure is no day",
                "The field " + policy_.exposure_field + " holds \"" + end() +
                    "\", which is no day. Write it as YYYY-MM-DD, or reply with the line: extend "
                    "YYYY-MM-DD\nUntil then it counts as " +
                    std::to_string(policy_.exposure.days) + " days from each team's accept.\n");
  }
  // What the field says, of a day the day alone.
  std::string end() const {
    const auto& value = first_value(ticket_, policy_.exposure_field);
    const auto day = read_day(value);
    return day ? to_words(*day) : one_line(value);
  }
  const Asking* first_accept() const {
    const Asking* out = nullptr;
    for (const auto& one : memory_.askings)
      if (takes_part(one) && (out == nullptr || one.accepted < out->accepted))
        out = &one;
    return out;
  }

  // ------------------------------------------------------------------------------- one team

  void ask_for_report(Asking& one) {
    const auto& working = working_time(one, policy_);
    const auto day = report_day_of(one, ticket_, policy_);
    if (one.chase.day != to_words(day))
      one.chase = {to_words(day)};
    const auto early = report_may_come(*one.accepted, working.zone, policy_.exposure);
    if (const auto from = morning_of(early, working); now_ < from)
      return owing_.wake(from);
    if (const auto from = morning_of(day, working); now_ < from) {
      if (!one.told_early)
        tell_early(one, day);
      return owing_.wake(from);
    }
    if (!one.chase.told_due)
      return tell_due(one, day);
    chase(one, day);
  }

  void tell_early(Asking& one, calendar::Day day) {
    one.told_early = true;
    owing_.remember("told_early", one.team, one.chase.day);
    write(one, ReportStage::early, day, "early",
          "you are reminded on the last day of the exposure");
  }

  void tell_due(Asking& one, calendar::Day day) {
    one.chase.told_due = now_;
    owing_.remember("told_due", one.team, one.chase.day);
    const auto next = next_step(one, day);
    owing_.wake(next);
    write(one, is_late(one, day) ? ReportStage::late : ReportStage::due, day, "due",
          what_is_next(one, next));
  }

  void chase(Asking& one, calendar::Day day) {
    if (one.chase.told)
      return;
    const auto next = next_step(one, day);
    if (now_ < next)
      return owing_.wake(next);
    if (!has_chases_left(one))
      return missing_.push_back(&one);
    one.chase.letters.push_back(now_);
    owing_.remember("chased", one.team, one.chase.day);
    const auto then = next_step(one, day);
    owing_.wake(then);
    write(one, ReportStage::late, day, std::to_string(one.chase.letters.size()),
          what_is_next(one, then));
  }

  bool has_chases_left(const Asking& one) const {
    return static_cast<int>(one.chase.letters.size()) < policy_.exposure.chases &&
           !one.chase.unreachable;
  }
  base::Instant end_of(const Asking& one, calendar::Day day) const {
    return working_time(one, policy_).zone.instant(day + std::chrono::days{1});
  }
  bool is_late(const Asking& one, calendar::Day day) const { return now_ >= end_of(one, day); }
  // After a time in which we slept it is one step, not all that were missed.
  base::Instant next_step(const Asking& one, calendar::Day day) const {
    const auto& working = working_time(one, policy_);
    if (one.chase.letters.empty())
      return calendar::deadline(std::max(end_of(one, day), *one.chase.told_due), 1, working).at;
    return calendar::deadline(one.chase.letters.back(), policy_.exposure.chase_days, working).at;
  }
  std::string what_is_next(const Asking& one, base::Instant at) const {
    return (has_chases_left(one) ? "you are reminded once more "
                                 : "the rollout managers are told ") +
           calendar::in_words(at, working_time(one, policy_).zone);
  }

  void write(const Asking& one, ReportStage stage, calendar::Day day, const std::string& what,
             const std::string& next) {
    const auto key =
        owing_.key("report/" + one.team + "/" + std::to_string(one.round) + "/" +
                   base::to_iso(*one.accepted) + "/" + to_words(day) + "/" +
                   (memory_.exposure ? base::to_iso(memory_.exposure->at) + "/" : "") + what);
    owing_.write(
        key, one.team,
        report_letter(ticket_, one.team, stage, to_words(day), next,
                      message_id_for(
                          owing_.key("ask/" + one.team + "/" + std::to_string(one.round)), policy_),
                      message_id_for(key, policy_), policy_));
  }

  // One note about all that are missing by now, and at most one a day.
  void tell_managers() {
    if (missing_.empty())
      return;
    constexpr std::chrono::hours day{24};
    std::optional<base::Instant> told;
    for (const auto& one : memory_.askings)
      told = std::max(told, one.chase.told);
    if (told && now_ < *told + day)
      return owing_.wake(*told + day);
    std::string text = "These reports were due and have not come:\n";
    for (auto* one : missing_) {
      one->chase.told = now_;
      owing_.remember("told_missing", one->team, one->chase.day);
      text += "- of " + one->team + ": due until the end of " + one->chase.day + "; " +
              chased_words(*one) + "\n";
    }
    owing_.note(owing_.key("missing/" + base::to_iso(now_)), "reports that do not come",
                text +
                    "\nA report counts whenever it comes; these teams are not reminded again.\n"
                    "More time for all: a reply with the line `extend YYYY-MM-DD`, or the field " +
                    policy_.exposure_field +
                    ".\nThe outcome may be set without them; what is missing is then told.\n");
  }
  std::string chased_words(const Asking& one) const {
    if (one.chase.unreachable)
      return "nobody in the RT group " + owing_.group_of(one.team) +
             " is enabled and has an address, so nobody was written to";
    return "reminded " +
           for_people(one.chase.letters.empty() ? *one.chase.told_due : one.chase.letters.back());
  }

  Ticket& ticket_;
  base::Instant now_;
  const Policy& policy_;
  Memory& memory_;
  Owing& owing_;
  std::vector<Asking*> missing_;
};

} // namespace

void heed_exposure(Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                   Owing& owing) {
  Exposing(ticket, now, policy, memory, owing).run();
}

calendar::Day report_day_of(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  return report_day(asking.accepted.value_or(asking.asked),
                    first_value(ticket, policy.exposure_field), working_time(asking, policy).zone,
                    policy.exposure);
}

base::Instant report_due_of(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  return working_time(asking, policy)
      .zone.instant(report_day_of(asking, ticket, policy) + std::chrono::days{1});
}

bool is_excused(const Asking& asking, const Memory& memory) {
  return asking.excused && !(memory.exposure && memory.exposure->moved > asking.excused);
}

std::string early_words(const Asking& asking, base::Instant at, const Policy& policy) {
  if (!asking.accepted || asking.proceeding)
    return "";
  const auto& zone = working_time(asking, policy).zone;
  if (at >= zone.instant(report_may_come(*asking.accepted, zone, policy.exposure)))
    return "";
  const auto days = std::max<std::chrono::days::rep>(
      0, std::chrono::floor<std::chrono::days>(at - *asking.accepted).count());
  return std::to_string(days) + (days == 1 ? " day" : " days") + " after the team accepted; " +
         std::to_string(policy.exposure.least) + " to " + std::to_string(policy.exposure.days) +
         " are usual";
}

} // namespace rollout
