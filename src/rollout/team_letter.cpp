// SPDX-License-Identifier: Apache-2.0
#include "rollout/team_letter.hpp"

#include "base/text.hpp"
#include "rollout/mailto.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

namespace rollout {
namespace {

SendMail letter_to_team(const char* form, const Ticket& ticket, const std::string& team,
                        const std::string& message_id, const Policy& policy) {
  const std::string number = base::to_string(ticket.id);
  SendMail letter;
  letter.form = form;
  letter.message_id = message_id;
  letter.words = {{"tag", "[" + policy.rt_name + " #" + number + "] "},
                  {"ticket", "#" + number},
                  {"ticket_subject", one_line(ticket.subject)},
                  {"ticket_url", policy.rt_url + "/Ticket/Display.html?id=" + number},
                  {"team", team},
                  {"group", policy.asks.team_prefix + team}};
  return letter;
}

// The two lines of which the team sends one, and links that open a mail with it.
void add_lines(SendMail& letter, const Policy& policy) {
  const std::string subject =
      "Re: " + letter.words["tag"] + std::string(base::front(letter.words["ticket_subject"], 160));
  for (const std::string verb : {"accept", "reject"}) {
    const std::string line = verb + " " + letter.words["team"];
    letter.words[verb] = line;
    letter.words[verb + "_link"] = mailto(policy.from, subject, letter.message_id, line);
  }
}

} // namespace

std::vector<std::map<std::string, std::string>> link_rows(const Ticket& ticket,
                                                          const Policy& policy) {
  std::vector<std::map<std::string, std::string>> rows;
  for (const auto& name : policy.begin.links) {
    const std::string target = one_line(first_value(ticket, name));
    const bool is_web = target.starts_with("http://") || target.starts_with("https://");
    rows.push_back({{"label", name},
                    {"target", target},
                    {"link", is_web ? target : ""}, // nothing else is to be opened by a click
                    {"missing", target.empty() ? "yes" : ""}});
  }
  return rows;
}

SendMail request_letter(const Ticket& ticket, const std::string& team, const std::string& until,
                        bool again, const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_team("request", ticket, team, message_id, policy);
  const Release release = release_of(ticket, policy);
  const Stack* stack = policy.stacks.of(release);
  letter.words["what"] = release.component.empty() ? one_line(ticket.subject) : in_words(release);
  letter.words["until"] = until;
  letter.words["again"] = again ? "yes" : "";
  letter.words["repository"] = stack == nullptr ? "" : stack->repository;
  letter.words["report_template"] = policy.asks.report_template;
  letter.lists["links"] = link_rows(ticket, policy);
  add_lines(letter, policy);
  return letter;
}

SendMail reminder_letter(const Ticket& ticket, const std::string& team, const std::string& until,
                         const std::string& next, const std::string& request_id,
                         const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_team("reminder", ticket, team, message_id, policy);
  letter.references = {request_id};
  letter.words["until"] = until;
  letter.words["next"] = next;
  add_lines(letter, policy);
  return letter;
}

SendMail withdrawal_letter(const Ticket& ticket, const std::string& team,
                           const std::string& request_id, const std::string& message_id,
                           const Policy& policy) {
  SendMail letter = letter_to_team("withdrawal", ticket, team, message_id, policy);
  letter.references = {request_id};
  return letter;
}

} // namespace rollout
