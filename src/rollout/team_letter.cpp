// SPDX-License-Identifier: Apache-2.0
#include "rollout/team_letter.hpp"

#include "base/text.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"
#include "rollout/order.hpp"
#include "rollout/release.hpp"
#include "rollout/report_name.hpp"

namespace rollout {
namespace {

SendMail letter_to_team(const char* form, const Ticket& ticket, const std::string& team,
                        const std::string& message_id, const Policy& policy) {
  SendMail letter;
  letter.form = form;
  letter.message_id = message_id;
  letter.words = ticket_words(ticket, policy);
  letter.words["team"] = team;
  letter.words["group"] = policy.asks.team_prefix + team;
  return letter;
}

// The two lines of which the team sends one, and links that open a mail with it.
void add_lines(SendMail& letter, const Policy& policy) {
  for (const std::string verb : {"accept", "reject"}) {
    const std::string line = verb + " " + letter.words["team"];
    letter.words[verb] = line;
    letter.words[verb + "_link"] = answer_link(letter, line, policy);
  }
}

// The links that `ticket` has, and those that it lacks.
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

} // namespace

void add_release(SendMail& letter, const Ticket& ticket, const Policy& policy) {
  const Release release = release_of(ticket, policy);
  const Stack* stack = policy.stacks.of(release);
  letter.words["what"] = release.component.empty() ? one_line(ticket.subject) : in_words(release);
  letter.words["repository"] = stack == nullptr ? "" : stack->repository;
  letter.lists["links"] = link_rows(ticket, policy);
}

SendMail request_letter(const Ticket& ticket, const std::string& team, const std::string& until,
                        bool again, const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_team("request", ticket, team, message_id, policy);
  letter.words["until"] = until;
  letter.words["again"] = again ? "yes" : "";
  letter.words["report_template"] = policy.asks.report_template;
  add_release(letter, ticket, policy);
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

SendMail report_letter(const Ticket& ticket, const std::string& team, ReportStage stage,
                       const std::string& day, const std::string& next,
                       const std::string& request_id, const std::string& message_id,
                       const Policy& policy) {
  SendMail letter = letter_to_team(report_form, ticket, team, message_id, policy);
  letter.references = {request_id};
  const Release release = release_of(ticket, policy);
  letter.words["what"] = release.component.empty() ? one_line(ticket.subject) : in_words(release);
  letter.words["early"] = stage == ReportStage::early ? "yes" : "";
  letter.words["due"] = stage == ReportStage::due ? "yes" : "";
  letter.words["late"] = stage == ReportStage::late ? "yes" : "";
  letter.words["day"] = day;
  letter.words["next"] = next;
  letter.words["name"] = ReportRule(release, Roster({team}), policy.naming).name_for(team);
  letter.words["report_template"] = policy.asks.report_template;
  const std::string line = std::string(to_word(Deed::delayed)) + " " + team;
  letter.words["delayed"] = line;
  letter.words["delayed_link"] = answer_link(letter, line, policy);
  return letter;
}

SendMail withdrawal_letter(const Ticket& ticket, const std::string& team,
                           const std::string& request_id, const std::string& message_id,
                           const Policy& policy) {
  SendMail letter = letter_to_team("withdrawal", ticket, team, message_id, policy);
  letter.references = {request_id};
  return letter;
}

SendMail beta_letter(const Ticket& ticket, const SiteNews& news, const std::string& next,
                     const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_team(beta_form, ticket, news.team, message_id, policy);
  letter.words["status"] = ticket.status;
  letter.words["site"] = one_line(news.site);
  letter.words["next"] = next;
  for (const auto& one : news.beta)
    letter.lists["services"].push_back(
        {{"host", one_line(one.host)}, {"type", one_line(one.type)}, {"page", one_line(one.page)}});
  return letter;
}

} // namespace rollout
