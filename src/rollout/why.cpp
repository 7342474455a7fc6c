// SPDX-License-Identifier: Apache-2.0
#include "rollout/why.hpp"

#include "base/text.hpp"
#include "calendar/deadline.hpp"
#include "calendar/words.hpp"
#include "rollout/awaited.hpp"
#include "rollout/begin_words.hpp"
#include "rollout/exposing.hpp"
#include "rollout/gate.hpp"
#include "rollout/notes.hpp"
#include "rollout/poll.hpp"
#include "rollout/release.hpp"

#include <algorithm>
#include <utility>

namespace rollout {
namespace {

using Teams = std::vector<std::string>;

constexpr std::size_t most_held = 3; // files that are named

std::string has(const Teams& teams) {
  return calendar::listed(teams) + (teams.size() == 1 ? " has " : " have ");
}

std::string named(const Ticket& ticket, const Policy& policy) {
  const auto what = in_words(release_of(ticket, policy));
  return "#" + base::to_string(ticket.id) + " (" +
         (what.empty() ? one_line(ticket.subject) : what) + ")";
}

class Teller {
public:
  Teller(const Picture& picture, base::Instant now, const Policy& policy)
      : ticket_(*picture.ticket), memory_(picture.memory), now_(now), policy_(policy),
        outcome_(first_value(ticket_, policy.outcome_field)) {}

  Why run() {
    if (is_closed(ticket_, policy_)) {
      closed();
    } else {
      say("Rollout " + named(ticket_, policy_) + " is " + ticket_.status + ".");
      if (!outcome_.empty())
        say("Its outcome is " + outcome_ + ": a manager closes the ticket.");
      if (field(ticket_, policy_.teams_field).empty())
        say("No team is chosen yet: it waits, without a date, for a manager who chooses teams in "
            "the field " +
            policy_.teams_field + "; they are asked at once then.");
      else
        teams();
      call();
      reports();
      outcome();
    }
    end_of_call();
    held();
    return std::move(out_);
  }

private:
  void say(const std::string& sentence) {
    out_.sentence += (out_.sentence.empty() ? "" : " ") + sentence;
  }

  void closed() {
    say("Rollout " + named(ticket_, policy_) + " is " + ticket_.status +
        (outcome_.empty() ? ", without an outcome" : ", its outcome " + outcome_) +
        ": nothing is waited for.");
    say(outcome_.empty() ? "A manager may still set the field " + policy_.outcome_field +
                               ", or open the ticket, and it goes on."
                         : "It goes on if a manager opens the ticket again.");
    if (const auto& told = memory_.closing.told; !told.empty() && !told.back().outcome.empty())
      say("Its release was told " + told.back().outcome + " " + for_people(told.back().at) + ".");
  }

  // ------------------------------------------------------------------------------------- answers

  void teams() {
    Teams rejected;
    for (const auto& team : field(ticket_, policy_.teams_field)) {
      const auto asking = asking_of(memory_.askings, team);
      if (contains(field(ticket_, policy_.accepted_field), team))
        accepted_.push_back(team);
      else if (contains(field(ticket_, policy_.rejected_field), team))
        rejected.push_back(team);
      else if (asking.asked_now)
        awaited(asking);
      else
        unasked(asking);
    }
    if (!accepted_.empty())
      say(has(accepted_) + "accepted.");
    if (!rejected.empty())
      say(has(rejected) + "rejected.");
    for (const auto& [until, late] : in_time_)
      say("It waits for the answer of " + calendar::listed(late) + " until " + until + "; then " +
          (policy_.asks.reminders > 0 ? "a reminder goes out." : "the managers are told."));
    for (const auto& sentence : late_)
      say(sentence);
    if (!out_.waits_for.empty())
      say("A line `accept TEAM` or `reject TEAM` of a member or a manager answers at any time; the "
          "ticket's date Due gives more time to all.");
  }

  // Teams with the same deadline share a sentence.
  void awaited(const Asking& asking) {
    const auto due = due_of(asking, ticket_);
    out_.waits_for.push_back({asking.team, due});
    if (asking.unreachable)
      late_.push_back(asking.team + " was asked, but nobody in the RT group " + group(asking) +
                      " has an address, so nobody was written to: an RT admin adds its people, and "
                      "a manager takes the team off the field " +
                      policy_.teams_field + " and chooses it again.");
    else if (now_ < due)
      in_time(due_in_words(asking, ticket_, policy_), asking.team);
    else
      late_.push_back(late(asking));
  }
  void in_time(const std::string& until, const std::string& team) {
    for (auto& [same, teams] : in_time_)
      if (same == until)
        return teams.push_back(team);
    in_time_.push_back({until, {team}});
  }

  std::string late(const Asking& asking) const {
    const auto& working = policy_.working_times.of(asking.team);
    const auto words = [&](base::Instant at) { return calendar::in_words(at, working.zone); };
    const auto due = due_of(asking, ticket_);
    std::string out = asking.team + " has not answered: its time was up " + words(due) + " (" +
                      calendar::late_by(due, now_, working) + ")";
    if (!asking.reminded.empty())
      out += ", it was reminded " + words(asking.reminded.back());
    if (asking.told_late)
      return out + ", and the managers were told " + words(*asking.told_late) +
             "; it is not reminded again.";
    const auto next = next_step(asking, ticket_, policy_);
    return out + ", and " +
           (has_reminders_left(asking, policy_) ? "a reminder goes out "
                                                : "the managers are told ") +
           (now_ < next ? words(next) : "as soon as the bridge works") + ".";
  }

  void unasked(const Asking& asking) {
    late_.push_back(asking.told_gone
                        ? asking.team + " cannot be asked: RT has no group " + group(asking) +
                              "; an RT admin makes it, or a manager chooses another team."
                        : asking.team + " is chosen and is asked as soon as the bridge works.");
  }
  std::string group(const Asking& asking) const { return policy_.asks.team_prefix + asking.team; }

  // ------------------------------------------------------------------------------------ the lists

  void call() {
    if (const auto* one = standing_call(memory_); one != nullptr && accepted_.empty())
      return say(call_of(*one));
    const auto reason = reason_for_poll(ticket_, memory_, policy_);
    if (reason.empty() || field(ticket_, policy_.teams_field).empty())
      return;
    say(lists_of_stack(ticket_, policy_).empty() && policy_.lists.extra.empty()
            ? "No list of early adopters is known for a call for volunteers: a manager names the "
              "software stack in the field " +
                  policy_.stack_field + ", or chooses other teams."
            : "A call for volunteers is prepared as soon as the bridge works.");
  }

  // That the call is over waits for nothing but a word, however the rollout stands.
  void end_of_call() {
    for (const auto& one : memory_.postings)
      if (one.kind != call_kind && one.waits())
        say(waiting(one));
  }

  std::string call_of(const Posting& one) const {
    const std::string chooses = "a manager chooses teams in the field " + policy_.teams_field;
    if (one.cancelled)
      return "The call for volunteers was cancelled " + for_people(*one.cancelled) + ": " +
             chooses + ", or closes the ticket.";
    if (one.is_dropped())
      return "The call for volunteers was taken out of the queue before it went out: " + chooses +
             ", or closes the ticket.";
    const auto sent = one.sent();
    if (!sent)
      return waiting(one);
    const std::string begin = "The call for volunteers was sent " + for_people(*sent);
    if (!one.troubles.empty())
      return begin + ", but is not delivered: " + one.troubles.back() +
             ". It waits for whoever moderates the list; when volunteers come, " + chooses + ".";
    return begin + " and it waits, without a date, for volunteers: " + chooses + ".";
  }

  static std::string waiting(const Posting& one) {
    if (one.owed || one.ordered)
      return "The " + name_of(one) + " goes out as soon as the " +
             (one.owed ? "mail server takes it." : "bridge works.");
    if (one.goes)
      return "The " + name_of(one) + " goes out " + for_people(*one.goes) +
             " by itself; a manager's line `send " + one.id + "` sends it now, `cancel " + one.id +
             "` stops it.";
    return "The " + name_of(one) + " is prepared since " + for_people(one.prepared) +
           " and waits, without a date, for a manager's line `send " + one.id +
           "`, as the note about it says; `cancel " + one.id + "` drops it.";
  }

  // -------------------------------------------------------------------------------------- reports

  void reports() {
    const auto taken = newest_taken(memory_.reports);
    for (const auto& team : accepted_)
      if (std::none_of(taken.begin(), taken.end(),
                       [&](const auto& one) { return base::same_ignoring_case(one.team, team); })) {
        missing(asking_of(memory_.askings, team));
      }
    for (const auto& [until, teams] : due_)
      say("It waits for the " + std::string(teams.size() == 1 ? "report" : "reports") + " of " +
          calendar::listed(teams) + until +
          ": a reply with the file attached, under its right name, is taken.");
    if (!accepted_.empty() && due_.empty())
      say(std::string(accepted_.size() == 1 ? "Its report is" : "All their reports are") +
          " here.");
  }

  // Reports that are due on one day share a sentence.
  void missing(const Asking& asking) {
    const auto due = report_due_of(asking, ticket_, policy_);
    out_.waits_for.push_back({asking.team, due});
    const auto day = " until the end of " + to_words(report_day_of(asking, ticket_, policy_));
    std::string until = now_ < due ? day : ", which was due" + day;
    if (is_excused(asking, memory_))
      until += asking.proceeding ? ", though it does not wait so long" : ", though it is delayed";
    else if (asking.chase.told)
      until += ", and the managers were told " + for_people(*asking.chase.told);
    for (auto& [same, teams] : due_)
      if (same == until)
        return teams.push_back(asking.team);
    due_.push_back({until, {asking.team}});
  }

  // The same words as in the ticket.
  void outcome() {
    if (outcome_.empty() && out_.waits_for.empty() && !accepted_.empty())
      say("It waits, without a date, for a manager who sets the field " + policy_.outcome_field +
          ".");
    if (const auto words = in_words(gate(ticket_, memory_, now_, policy_)); !words.empty())
      say(words);
  }

  void held() {
    const auto held = still_held(memory_.reports);
    if (held.empty())
      return;
    std::vector<std::string> named;
    for (auto one = held.rbegin(); one != held.rend() && named.size() < most_held; ++one)
      named.push_back(one->name + (one->why.empty() ? "" : " (" + one->why + ")") +
                      (one->expected.empty() || one->expected == one->name
                           ? ""
                           : ", whose right name is " + one->expected));
    if (held.size() > named.size())
      named.push_back(std::to_string(held.size() - named.size()) + " older");
    say((held.size() == 1
             ? "One file is held, till a better one comes: "
             : std::to_string(held.size()) + " files are held, till better ones come: ") +
        calendar::listed(named) + ".");
  }

  const Ticket& ticket_;
  const Memory& memory_;
  base::Instant now_;
  const Policy& policy_;
  std::string outcome_;
  Teams accepted_;
  std::vector<std::pair<std::string, Teams>> in_time_; // by the words of their deadline
  std::vector<std::pair<std::string, Teams>> due_;     // reports, likewise
  std::vector<std::string> late_;
  Why out_;
};

} // namespace

Why why(const Picture& picture, base::Instant now, const Policy& policy) {
  return Teller(picture, now, policy).run();
}

std::string why_release(const Origin& origin, const Policy& policy) {
  const auto& release = origin.release;
  const auto& begin = policy.begin;
  const std::string out = "#" + base::to_string(release.id) + " is a release and is " +
                          state_of(release, policy) + "; ";
  if (origin.child)
    return out + "its rollout is #" + base::to_string(origin.child->id) + ".";
  if (!origin.made.empty())
    return out + "its rollout #" + origin.made +
           " is not there any more: bring it back, or make another one with " + begin.key_field +
           " set to " + rollout_key(release.id) + ".";
  const std::string road = begin.from + " to " + begin.to;
  if (!is_staged(release, policy))
    return out + "it has no rollout: one begins when it goes from " + road + ".";
  if (is_open(origin.moves))
    return out + "its rollout is made as soon as the bridge works.";
  if (!origin.moves.empty() && origin.moves.back().move == Move::otherwise)
    return out + "it has no rollout, since it came there from '" + origin.moves.back().from +
           "', not from " + begin.from + ": set it back, and then from " + road + ".";
  return out + "it has no rollout, and the bridge has seen no change from " + road +
         ": if that is older than the bridge, set it back and forth again.";
}

std::string why_other(const Ticket& ticket, const Policy& policy) {
  return "#" + base::to_string(ticket.id) + " is in the queue " + ticket.queue + ", so it is no " +
         "rollout (" + policy.queue + ") and no release (" + policy.begin.queue +
         "): the bridge waits for nothing on it.";
}

} // namespace rollout
