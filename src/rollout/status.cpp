// SPDX-License-Identifier: Apache-2.0
#include "rollout/status.hpp"

#include "base/text.hpp"
#include "calendar/deadline.hpp"
#include "rollout/awaited.hpp"
#include "rollout/document.hpp"
#include "rollout/gate.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

using Teams = std::vector<std::string>;

// Of `teams` those that stand in `chosen`, or those that do not.
Teams among(const Teams& teams, const Teams& chosen, bool wanted) {
  Teams out;
  std::copy_if(teams.begin(), teams.end(), std::back_inserter(out),
               [&](const auto& team) { return contains(chosen, team) == wanted; });
  return out;
}

std::string counted(const char* words, const Teams& teams, std::size_t of) {
  return std::to_string(teams.size()) + " of " + std::to_string(of) + " " + words +
         (teams.empty() ? "" : ": ") + base::join(teams, ", ") + "\n";
}

constexpr std::size_t most_held = 20; // lines

std::string right_name(const Filed& one) {
  return one.expected.empty() || one.expected == one.name ? ""
                                                          : "; its right name: " + one.expected;
}

std::string received(const Filed& one) {
  return one.name + ", received " + for_people(one.at) +
         (one.from.empty() ? "" : " from " + one.from);
}

// The newest of them; what addresses in no team have sent is only counted.
std::string held_lines(const std::vector<Filed>& held) {
  std::size_t members = 0;
  std::size_t strangers = 0;
  for (const auto& one : held)
    ++(one.from.empty() ? strangers : members);
  std::string out;
  if (members > most_held)
    out += "Held besides: " + std::to_string(members - most_held) + " older files\n";
  std::size_t left = members;
  for (const auto& one : held)
    if (!one.from.empty() && left-- <= most_held)
      out += "Held: " + received(one) + (one.why.empty() ? "" : "; " + one.why) + right_name(one) +
             "\n";
  if (strangers > 0)
    out += "Held from addresses in no team: " + std::to_string(strangers) +
           (strangers == 1 ? " file" : " files") + "\n";
  return out;
}

std::string recommendation_of(const Filed& one) {
  return one.recommendation.empty() ? "" : "; it recommends " + one.recommendation;
}

// Who has sent a report, who has not, and what waits for its right name.
std::string report_lines(const Teams& accepted, const std::vector<Filed>& reports) {
  const auto taken = newest_taken(reports);
  Teams with;
  for (const auto& one : taken)
    if (!one.team.empty())
      with.push_back(one.team);
  std::string out;
  if (!accepted.empty())
    out +=
        counted("that accepted have sent a report", among(accepted, with, true), accepted.size());
  for (const auto& one : taken)
    out += (one.kind == ReportName::Kind::summary ? "Summary: " : "Report of " + one.team + ": ") +
           received(one) + right_name(one) + recommendation_of(one) + "\n";
  return out + held_lines(still_held(reports));
}

// "accepted 2026-11-21 09:00 UTC, 2 working hours before …": what became of one team's request.
std::string answer_of(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  const auto until = due_of(asking, ticket);
  for (const auto& [name, word] :
       {std::pair{policy.accepted_field, "accepted"}, std::pair{policy.rejected_field, "rejected"}})
    if (contains(field(ticket, name), asking.team)) {
      if (!asking.answered)
        return word;
      const auto& working = policy.working_times.of(asking.team);
      return word + (" " + for_people(*asking.answered)) +
             (*asking.answered > until ? ", " + calendar::late_by(until, *asking.answered, working)
                                       : "");
    }
  std::string out = "no answer yet";
  if (!asking.reminded.empty())
    out += ", reminded " + for_people(asking.reminded.back());
  if (asking.told_late)
    out += ", the managers were told " + for_people(*asking.told_late);
  return out;
}

// What it has said of its own pace.
std::string pace_of(const Asking& asking) {
  if (!asking.excused)
    return "";
  return std::string("; ") + (asking.proceeding ? "does not wait" : "delayed") + ", as it said " +
         for_people(*asking.excused);
}

// One line for each team that is asked: when, until when, and what came of it.
std::string team_lines_of(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  std::string out;
  for (const auto& team : field(ticket, policy.teams_field)) {
    const auto asking = asking_of(memory.askings, team);
    if (asking.told_gone && !asking.asked_now)
      out += team + ": not asked, RT has no group " + policy.asks.team_prefix + team + "\n";
    if (!asking.asked_now)
      continue;
    out += team + ": asked " + for_people(asking.asked) + ", to answer until " +
           for_people(due_of(asking, ticket)) +
           (asking.unreachable ? ", but nobody of it has an address" : "") + "; " +
           answer_of(asking, ticket, policy) + pace_of(asking) + "\n";
  }
  return out;
}

// What GOCDB shows of the sites of its teams (R21, R22).
std::string site_lines_of(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  const bool over = is_closed(ticket, policy);
  std::string out;
  for (const auto& team : field(ticket, policy.teams_field)) {
    const auto* news = memory.watch.has(team) ? news_of(memory.sites, team) : nullptr;
    if (news == nullptr)
      continue;
    const bool accepted = contains(field(ticket, policy.accepted_field), team);
    auto words = in_words(*news);
    if (words.empty() && accepted && !over)
      words = "no service is BETA, no downtime";
    if (!news->beta.empty() && over)
      words += "; the marks are to be taken off, since the rollout is " + ticket.status;
    else if (!news->beta.empty() && !accepted)
      words += "; though the team has not accepted";
    if (!words.empty())
      out += team + " in GOCDB: " + words + "\n";
  }
  return out;
}

std::string posting_lines_of(const Memory& memory) {
  std::string out;
  for (const auto& one : memory.postings)
    out += in_words(one) + "\n";
  return out;
}

std::string gate_line(const Gate& gate) {
  const auto words = in_words(gate);
  return words.empty() ? "" : words + "\n";
}

// QUIRK: RT's page sends text areas with CRLF, and RT keeps what it gets.
std::string folded(const std::string& text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += std::string(base::trim(line)) + "\n";
  return out;
}

} // namespace

std::string status_lines(const Ticket& ticket, const Memory& memory, base::Instant now,
                         const Policy& policy) {
  const auto& asked = field(ticket, policy.teams_field);
  const auto& outcome = field(ticket, policy.outcome_field);
  std::string out = "This rollout is " + ticket.status + ", its outcome " +
                    (outcome.empty() ? "not set yet" : outcome.front()) + ".\n";
  if (asked.empty()) {
    const bool early =
        !is_closed(ticket, policy) && !base::same_ignoring_case(ticket.status, "new");
    return out + "No team is asked yet" + (early ? ", though it is not new any more" : "") +
           ": a manager chooses them in the field " + policy.teams_field + ".\n" +
           posting_lines_of(memory) + report_lines({}, memory.reports) +
           document_status(ticket, memory, policy);
  }
  const auto accepted = among(asked, field(ticket, policy.accepted_field), true);
  const auto rejected = among(asked, field(ticket, policy.rejected_field), true);
  const auto silent = among(among(asked, accepted, false), rejected, false);
  return out + counted("asked have accepted", accepted, asked.size()) +
         counted("have rejected", rejected, asked.size()) +
         counted("have not answered yet", silent, asked.size()) +
         gate_line(gate(ticket, memory, now, policy)) + team_lines_of(ticket, memory, policy) +
         site_lines_of(ticket, memory, policy) + posting_lines_of(memory) +
         report_lines(accepted, memory.reports) + document_status(ticket, memory, policy);
}

std::optional<FieldChange> status_change(const Ticket& ticket, const Memory& memory,
                                         base::Instant now, const Policy& policy) {
  if (!is_rollout(ticket, policy) || !ticket.fields.contains(policy.status_field))
    return std::nullopt;
  const auto lines = status_lines(ticket, memory, now, policy);
  const auto& shown = field(ticket, policy.status_field);
  if (!shown.empty() && folded(shown.front()) == folded(lines))
    return std::nullopt;
  return FieldChange{policy.status_field, {}, {}, lines};
}

std::optional<Effect> status_effect(const Ticket& ticket, const Memory& memory, base::Instant now,
                                    const Policy& policy, const std::string& cause) {
  auto change = status_change(ticket, memory, now, policy);
  if (!change)
    return std::nullopt;
  return Effect{base::to_string(ticket.id) + "/status/" + cause, rt_lane(ticket.id),
                SetFields{ticket.id, {std::move(*change)}}};
}

void apply(const SetFields& change, Ticket& ticket) {
  for (const auto& one : change.changes) {
    auto& values = ticket.fields[one.field];
    if (one.set)
      values = one.set->empty() ? Teams{} : Teams{*one.set};
    std::erase_if(values, [&](const auto& value) { return contains(one.remove, value); });
    for (const auto& value : one.add)
      if (!contains(values, value))
        values.push_back(value);
  }
}

} // namespace rollout
