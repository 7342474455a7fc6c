// SPDX-License-Identifier: Apache-2.0
#include "rollout/oversee.hpp"

#include "base/text.hpp"
#include "calendar/deadline.hpp"
#include "calendar/words.hpp"
#include "rollout/awaited.hpp"
#include "rollout/document.hpp"
#include "rollout/ending.hpp"
#include "rollout/exposing.hpp"
#include "rollout/gate.hpp"
#include "rollout/journal_field.hpp"
#include "rollout/leaving.hpp"
#include "rollout/notes.hpp"
#include "rollout/owing.hpp"
#include "rollout/posting_turn.hpp"
#include "rollout/status.hpp"
#include "rollout/summary.hpp"
#include "rollout/team_letter.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Teams = std::vector<std::string>;

class Overseer {
public:
  Overseer(const Picture& picture, const std::set<std::string>& gone, base::Instant now,
           const std::string& cause, const Policy& policy)
      : picture_(picture), ticket_(*picture.ticket), gone_(gone), now_(now), policy_(policy),
        memory_(picture.memory), owing_(ticket_.id, cause, policy) {}

  Decision run() {
    heed_ending(picture_, now_, policy_, memory_, owing_);
    see_due();
    if (!is_closed(ticket_, policy_)) {
      ask();
      take_off();
      keep_watchers();
      remind();
      tell_managers();
      heed_exposure(ticket_, now_, policy_, memory_, owing_);
    }
    tell_good();
    heed_postings(ticket_, now_, policy_, memory_, owing_);
    heed_sites(ticket_, now_, policy_, memory_, owing_);
    heed_document(ticket_, policy_, memory_, owing_);
    heed_summary(ticket_, now_, policy_, memory_, owing_);
    show();
    return owing_.take();
  }

private:
  Asking& asking(const std::string& team) {
    auto& all = memory_.askings;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
      return base::same_ignoring_case(one.team, team);
    });
    if (found != all.end())
      return *found;
    return all.emplace_back(Asking{team});
  }
  // The key of the request that `asking` is about; what follows it is keyed below it.
  std::string request_key(const Asking& asking) const {
    return owing_.key("ask/" + asking.team + "/" + std::to_string(asking.round));
  }
  std::string request_id(const Asking& asking) const {
    return message_id_for(request_key(asking), policy_);
  }

  // Nothing is owed for it: whoever counts afterwards how teams kept to their dates needs it.
  void see_due() {
    const std::string due = ticket_.due ? base::to_iso(*ticket_.due) : "";
    if (due != memory_.due)
      owing_.remember("due", "answers", due);
    memory_.due = due;
  }

  // ---------------------------------------------------------------- who is asked, and who no more

  void ask() {
    Teams asked;
    for (const auto& team : to_be_asked(ticket_, memory_, policy_)) {
      auto& one = asking(team);
      if (gone_.contains(team)) {
        tell_gone(one);
        continue;
      }
      if (one.round == 0 && was_asked_before(team)) {
        begin("adopted", one);
        continue;
      }
      const auto until = begin("asked", one);
      asked.push_back(team);
      if (!until.remark.empty())
        owing_.note(request_key(one) + "/remark", "a deadline to look at",
                    team + " is asked until " + until.because + ". " + until.remark + "\n");
    }
    if (asked.empty())
      return;
    SetWatchers watchers{ticket_.id, {}, {}};
    for (const auto& team : asked)
      watchers.add.push_back(owing_.group_of(team));
    owing_.owe(request_key(asking(asked.front())) + "/watch", std::move(watchers));
    if (base::same_ignoring_case(ticket_.status, "new")) {
      ticket_.status = "open";
      owing_.owe(request_key(asking(asked.front())) + "/open",
                 SetStatus{ticket_.id, "open", {"new"}});
    }
    for (const auto& team : asked) {
      const auto& one = asking(team);
      owing_.write(
          request_key(one), one.team,
          request_letter(ticket_, one.team, one.because, one.round > 1, request_id(one), policy_));
    }
  }

  // What RT shows and we do not remember: our ledger was lost, or people asked it before we came.
  bool was_asked_before(const std::string& team) const {
    return contains(ticket_.groups, owing_.group_of(team)) || has_answered(ticket_, team, policy_);
  }
  calendar::Deadline begin(const char* what, Asking& one) {
    auto until =
        calendar::deadline(now_, policy_.asks.working_days, policy_.working_times.of(one.team));
    const TeamLine line{now_, what, one.team, until_words(until.at, until.because)};
    add(line, one);
    owing_.remember(what, one.team, line.words);
    return until;
  }

  void tell_gone(Asking& one) {
    if (one.told_gone)
      return;
    one.told_gone = true;
    owing_.remember("told_gone", one.team, "RT has no group " + owing_.group_of(one.team));
    owing_.note(
        owing_.key("gone/" + one.team), "a team cannot be asked",
        one.team + " was chosen in the field " + policy_.teams_field + ", but RT has no group " +
            owing_.group_of(one.team) +
            " that we can see: nobody was written to.\nAn RT admin makes the group; the team is "
            "asked as soon as something else changes on this ticket. Or choose another team.\n");
  }

  void take_off() {
    const auto& chosen = field(ticket_, policy_.teams_field);
    for (auto& one : memory_.askings) {
      if (!one.asked_now || contains(chosen, one.team))
        continue;
      one.asked_now = false;
      owing_.remember("unasked", one.team, "taken off the field " + policy_.teams_field);
      const std::string below = request_key(one) + "/off";
      owing_.owe(below + "/watch", SetWatchers{ticket_.id, {}, {owing_.group_of(one.team)}});
      owing_.write(below, one.team,
                   withdrawal_letter(ticket_, one.team, request_id(one),
                                     message_id_for(below, policy_), policy_));
    }
  }

  // Somebody may have taken the group of an asked team off AdminCc: its members would see nothing.
  void keep_watchers() {
    SetWatchers missing{ticket_.id, {}, {}};
    for (const auto& one : memory_.askings)
      if (one.asked_now && one.asked < now_ &&
          !contains(ticket_.groups, owing_.group_of(one.team)) &&
          contains(field(ticket_, policy_.teams_field), one.team))
        missing.add.push_back(owing_.group_of(one.team));
    if (!missing.add.empty())
      owing_.owe(owing_.key("watch/" + owing_.cause()), std::move(missing));
  }

  // ---------------------------------------------------------------------------- who is late

  bool is_awaited(const Asking& one) const { return rollout::is_awaited(one, ticket_, policy_); }
  bool has_reminders_left(const Asking& one) const {
    return rollout::has_reminders_left(one, policy_);
  }
  base::Instant next_step(const Asking& one) const {
    return rollout::next_step(one, ticket_, policy_);
  }
  std::string until_of(const Asking& one) const { return due_in_words(one, ticket_, policy_); }

  void remind() {
    for (auto& one : memory_.askings) {
      if (!is_awaited(one) || one.told_late || !has_reminders_left(one))
        continue;
      const auto at = next_step(one);
      if (now_ < at) {
        owing_.wake(at);
        continue;
      }
      one.reminded.push_back(now_);
      owing_.remember("reminded", one.team,
                      "the " + std::to_string(one.reminded.size()) + ". time");
      const auto next = next_step(one);
      owing_.wake(next);
      const std::string below = request_key(one) + "/remind/" + std::to_string(one.reminded.size());
      const std::string what =
          has_reminders_left(one) ? "you are reminded once more" : "the rollout managers are told";
      owing_.write(
          below, one.team,
          reminder_letter(ticket_, one.team, until_of(one),
                          what + " " +
                              calendar::in_words(next, policy_.working_times.of(one.team).zone),
                          request_id(one), message_id_for(below, policy_), policy_));
    }
  }

  // One note about all teams that are late by now, and at most one a day.
  void tell_managers() {
    tell_unreachable();
    std::vector<Asking*> late;
    std::optional<base::Instant> told;
    for (auto& one : memory_.askings) {
      if (one.told_late)
        told = told ? std::max(*told, *one.told_late) : one.told_late;
      if (!is_awaited(one) || one.told_late || has_reminders_left(one))
        continue;
      if (const auto at = next_step(one); now_ < at)
        owing_.wake(at);
      else
        late.push_back(&one);
    }
    if (late.empty())
      return;
    constexpr std::chrono::hours day{24};
    if (told && now_ < *told + day)
      return owing_.wake(*told + day);
    std::string text = "No answer yet from:\n";
    for (auto* one : late) {
      one->told_late = now_;
      owing_.remember("told_late", one->team, "in one note with the others");
      text += "- " + one->team + ": asked " + for_people(one->asked) + ", until " + until_of(*one) +
              "; " + reminded_words(*one) + "; " +
              calendar::late_by(due_of(*one, ticket_), now_, policy_.working_times.of(one->team)) +
              "\n";
    }
    owing_.note(owing_.key("late/" + base::to_iso(now_)), "teams that do not answer",
                text +
                    "\nAn answer counts whenever it comes; these teams are not reminded again.\n"
                    "More time for all that have not answered: set the ticket's date Due.\n"
                    "Other teams: choose them in the field " +
                    policy_.teams_field + ".\n");
  }

  static std::string reminded_words(const Asking& one) {
    return one.reminded.empty() ? "not reminded" : "reminded " + for_people(one.reminded.back());
  }

  void tell_unreachable() {
    for (auto& one : memory_.askings) {
      if (!one.unreachable || one.told_unreachable || !one.asked_now)
        continue;
      one.told_unreachable = true;
      owing_.remember("told_silent", one.team, "nobody has an address");
      owing_.note(
          request_key(one) + "/silent", "a team got no letter",
          "Nobody in the RT group " + owing_.group_of(one.team) +
              " is enabled and has an address, so the request went to nobody.\nAdd its people to "
              "the group, then take the team off the field " +
              policy_.teams_field + " and choose it again; or tell them yourself.\n");
    }
  }

  // Each time that it becomes so; and when that has come to nothing.
  void tell_good() {
    if (is_closed(ticket_, policy_))
      return;
    const auto found = gate(ticket_, memory_, now_, policy_);
    if (found.until && !found.over)
      owing_.wake(*found.until);
    if (found.decided || found.good == memory_.told_good)
      return;
    memory_.told_good = found.good;
    owing_.remember("gate", "good", found.good ? "yes" : "no");
    owing_.note(owing_.key("gate/" + base::to_iso(now_)),
                found.good ? "good for wider deployment" : "not good any more",
                in_words(found) + "\n");
  }

  // One request for both, behind all else that is owed: what the journal says is done by then, or
  // is in the hands of the post.
  void show() {
    SetFields fields{ticket_.id, {}};
    if (auto status = status_change(ticket_, memory_, now_, policy_))
      fields.changes.push_back(std::move(*status));
    if (auto journal = journal_change(ticket_, memory_.journal, owing_.notes(), now_, policy_))
      fields.changes.push_back(std::move(*journal));
    if (!fields.changes.empty())
      owing_.owe(owing_.key("status/" + owing_.cause()), std::move(fields));
  }

  const Picture& picture_;
  Ticket ticket_; // as it will be
  const std::set<std::string>& gone_;
  base::Instant now_;
  const Policy& policy_;
  Memory memory_; // as it will be
  Owing owing_;
};

} // namespace

std::vector<std::string> to_be_asked(const Ticket& ticket, const Memory& memory,
                                     const Policy& policy) {
  Teams out;
  if (is_closed(ticket, policy))
    return out;
  for (const auto& team : field(ticket, policy.teams_field))
    if (!asking_of(memory.askings, team).asked_now && !contains(out, team))
      out.push_back(team);
  return out;
}

Decision oversee(const Picture& picture, const std::set<std::string>& gone, base::Instant now,
                 const std::string& cause, const Policy& policy) {
  auto decision = Overseer(picture, gone, now, cause, policy).run();
  decision.because = std::to_string(decision.effects.size()) + " effects owed on rollout #" +
                     base::to_string(picture.ticket->id);
  if (const auto lines = forgotten_lines(*picture.ticket, picture.memory.journal, policy);
      lines > 0)
    decision.because += "; our ledger lacks " + std::to_string(lines) +
                        " lines of its journal in RT: `rollout-bridge rebuild` brings them back";
  return decision;
}

} // namespace rollout
