// SPDX-License-Identifier: Apache-2.0
#include "rollout/judge.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

// The teams of the sender that were asked here: the lines that he most likely wanted to send.
std::vector<std::string> own_lines(Verb verb, const std::vector<std::string>& asked,
                                   const Sender& sender) {
  std::vector<std::string> out;
  for (const auto& team : asked)
    if (contains(sender.teams, team) && out.size() < 3)
      out.push_back(std::string(to_word(verb)) + " " + team);
  return out;
}

std::string state_of(const Ticket& ticket, const Policy& policy, const std::string& team) {
  if (contains(field(ticket, policy.accepted_field), team))
    return "accepted";
  return contains(field(ticket, policy.rejected_field), team) ? "rejected" : "";
}

const char* past(Verb verb) {
  switch (verb) {
  case Verb::accept:
    return "accepted";
  case Verb::reject:
    return "rejected";
  case Verb::withdraw:
    return "withdrawn";
  }
  return "";
}

Answer answer_of(const Command& command, const std::string& before) {
  const std::string after = command.verb == Verb::withdraw ? "" : past(command.verb);
  if (before == after)
    return {command.team, past(command.verb), "as before"};
  return {command.team, past(command.verb), before.empty() ? "" : "before: " + before};
}

} // namespace

bool may_speak_for(const std::string& team, const MailArrived& mail, const Sender& sender) {
  return contains(sender.teams, team) || (sender.manager && is_proved(mail.proof));
}

std::optional<Code> objection(const std::string& team, const MailArrived& mail,
                              const Picture& picture, const Policy& policy) {
  if (is_closed(*picture.ticket, policy))
    return Code::closed;
  if (!may_speak_for(team, mail, picture.sender))
    return picture.sender.manager ? Code::not_proved : Code::not_member;
  if (!contains(field(*picture.ticket, policy.teams_field), team))
    return Code::not_asked;
  // A mail that was held meanwhile is not the last word.
  if (mail.proof.kind == Proof::Kind::released && contains(picture.memory.answered_since, team))
    return Code::superseded;
  return std::nullopt;
}

std::vector<Command> judge(Reply& reply, const MailArrived& mail, const Picture& picture,
                           const Policy& policy) {
  std::vector<Command> good;
  const auto& asked = field(*picture.ticket, policy.teams_field);
  for (const auto& command : reply.commands) {
    const auto code = objection(command.team, mail, picture, policy);
    if (!code) {
      good.push_back(command);
      continue;
    }
    const bool other_team = *code == Code::not_member || *code == Code::not_asked;
    reply.complaints.push_back(
        {*code, command.line, std::string(to_word(command.verb)) + " " + command.team,
         other_team ? own_lines(command.verb, asked, picture.sender) : std::vector<std::string>{}});
  }
  std::stable_sort(reply.complaints.begin(), reply.complaints.end(),
                   [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
  return good;
}

void suggest_asked(Reply& reply, const std::vector<std::string>& asked, const Sender& sender) {
  for (auto& complaint : reply.complaints) {
    const bool wants = complaint.code == Code::malformed || complaint.code == Code::unknown_team;
    if (!wants || !complaint.suggestions.empty())
      continue;
    const Verb verb = complaint.verb.value_or(Verb::accept);
    complaint.suggestions = own_lines(verb, asked, sender);
    for (const auto& team : asked)
      if (complaint.suggestions.empty() || complaint.suggestions.size() < 3)
        if (std::string line = std::string(to_word(verb)) + " " + team;
            !contains(complaint.suggestions, line))
          complaint.suggestions.push_back(std::move(line));
  }
}

std::vector<std::string> lines_of(const std::vector<Command>& commands) {
  std::vector<std::string> out;
  for (const auto& command : commands)
    if (out.size() < 3)
      out.push_back(std::string(to_word(command.verb)) + " " + command.team);
  return out;
}

std::vector<Answer> answers_of(const std::vector<Command>& commands, const Ticket& ticket,
                               const Policy& policy) {
  std::vector<Answer> out;
  for (const auto& command : commands)
    out.push_back(answer_of(command, state_of(ticket, policy, command.team)));
  return out;
}

SetFields fields_for(const std::vector<Command>& commands, base::TicketId ticket,
                     const Policy& policy) {
  FieldChange accepted{policy.accepted_field, {}, {}};
  FieldChange rejected{policy.rejected_field, {}, {}};
  for (const auto& command : commands) {
    (command.verb == Verb::accept ? accepted.add : accepted.remove).push_back(command.team);
    (command.verb == Verb::reject ? rejected.add : rejected.remove).push_back(command.team);
  }
  return {ticket, {std::move(accepted), std::move(rejected)}};
}

} // namespace rollout
