// SPDX-License-Identifier: Apache-2.0
#include "rollout/letter.hpp"

#include "base/text.hpp"
#include "rollout/mailto.hpp"
#include "rollout/notes.hpp"
#include "rollout/sentence.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

using Row = std::map<std::string, std::string>;
using Rows = std::vector<Row>;

constexpr std::size_t most_problems = 10; // told in one letter

std::string words_of(const Answer& answer) {
  if (!answer.brief.empty())
    return answer.brief;
  if (answer.done.empty())
    return answer.state + " for " + answer.team;
  // A subject has room for what was done; why, and what is to be done, stands in the letter.
  return answer.done.substr(0, std::min(answer.done.find(", "), answer.done.find(" (")));
}

// "2 answers recorded", "1 report taken"; empty when there are none.
std::string counted(std::ptrdiff_t count, const char* what, const char* done) {
  if (count == 0)
    return "";
  return std::to_string(count) + " " + what + (count == 1 ? " " : "s ") + done;
}

// Is there a team's answer among them, which another line can change?
bool has_changes(const std::vector<Answer>& answers) {
  return std::any_of(answers.begin(), answers.end(),
                     [](const auto& one) { return one.done.empty(); });
}

// "accepted for NGI_IT-INFN-T1", "2 answers recorded, 1 problem", …
std::string summary(const std::vector<Answer>& answers, const std::vector<Complaint>& complaints) {
  std::string text;
  if (answers.size() == 1) {
    text = words_of(answers.front());
  } else {
    const auto files = std::count_if(answers.begin(), answers.end(),
                                     [](const auto& one) { return !one.brief.empty(); });
    const auto taken = std::count_if(answers.begin(), answers.end(),
                                     [](const auto& one) { return one.brief.ends_with(" taken"); });
    const auto lines = std::count_if(answers.begin(), answers.end(),
                                     [](const auto& one) { return one.done.empty(); });
    const auto orders = static_cast<std::ptrdiff_t>(answers.size()) - files - lines;
    for (const auto& part :
         {counted(lines, "answer", "recorded"), counted(orders, "order", "done"),
          counted(taken, "report", "taken"), counted(files - taken, "file", "there already")})
      text += (text.empty() || part.empty() ? "" : ", ") + part;
  }
  const auto problems = std::count_if(complaints.begin(), complaints.end(),
                                      [](const auto& one) { return one.code != Code::duplicate; });
  if (problems == 0)
    return text.empty() ? "nothing to be done" : text;
  if (!text.empty())
    text += ", ";
  return text + std::to_string(problems) + (problems == 1 ? " problem" : " problems");
}

// Held together by no-break blanks: no line of a letter is broken in it.
std::string unbroken(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == ' ' ? std::string("\xC2\xA0") : std::string(1, c);
  return out;
}

// What they wrote, as far as a line of ours has room for it; never less than two words.
std::string quoted(std::string_view written) {
  constexpr std::size_t room = 48;
  constexpr std::size_t most = 200;
  const std::string line = one_line(base::front(written, most));
  if (line.size() <= room)
    return unbroken(line);
  const auto second = line.find(' ', std::min(line.size(), line.find(' ')) + 1);
  const auto cut = std::max(line.rfind(' ', room), second);
  return unbroken(line.substr(0, cut)) + (cut == line.npos && written.size() <= most ? "" : "…");
}

// Some Message-IDs are none (RFC 5322, 3.6.4): our letter must go out without threading then.
bool fits_reference(std::string_view id) {
  return !id.empty() && id.size() <= 500 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 127; }) &&
         id.find_first_of("<>") == id.npos;
}

// What every letter to a person has: the thread, the ticket, why it was sent.
SendMail letter_to_sender(const char* form, const MailArrived& mail, const Picture& picture,
                          const std::string& message_id, const Policy& policy) {
  SendMail letter;
  letter.to = picture.sender.address;
  letter.form = form;
  letter.message_id = message_id;
  if (fits_reference(mail.message_id))
    letter.references = {mail.message_id};
  letter.words = {{"tag", ""},
                  {"ticket", ""},
                  {"ticket_subject", one_line(mail.subject)},
                  {"ticket_url", ""},
                  {"received", for_people(mail.at)},
                  {"their_subject", one_line(mail.subject)},
                  {"page", mail.door == Door::page ? "yes" : ""}};
  if (picture.ticket)
    for (auto& [name, text] : ticket_words(*picture.ticket, policy))
      letter.words[name] = text;
  return letter;
}

// Links that answer `letter` with one line. None where the answer would belong to no rollout.
class Links {
public:
  Links(const SendMail& letter, const std::vector<Complaint>& complaints, const Policy& policy)
      : policy_(policy), letter_(letter),
        lead_home_(!letter.words.at("ticket").empty() &&
                   std::none_of(complaints.begin(), complaints.end(), [](const Complaint& one) {
                     return one.code == Code::not_a_rollout;
                   })) {}

  std::string to(std::string_view line) const {
    return lead_home_ ? answer_link(letter_, line, policy_) : "";
  }

private:
  const Policy& policy_;
  const SendMail& letter_;
  bool lead_home_;
};

// The two lines that would change this answer.
void add_changes(Row& row, const Answer& answer, const Links& links) {
  constexpr std::array<std::pair<const char*, const char*>, 3> verbs{
      {{"accept", "accepted"}, {"reject", "rejected"}, {"withdraw", "withdrawn"}}};
  row.insert({{"change", ""}, {"change_link", ""}, {"or_change", ""}, {"or_change_link", ""}});
  if (std::none_of(verbs.begin(), verbs.end(),
                   [&](const auto& verb) { return answer.state == verb.second; }))
    return;
  for (const auto& [verb, state] : verbs) {
    if (answer.state == state)
      continue;
    const std::string line = std::string(verb) + " " + answer.team;
    const std::string name = row["change"].empty() ? "change" : "or_change";
    row[name] = unbroken(line);
    row[name + "_link"] = links.to(line);
  }
}

Rows rows_of(const std::vector<Answer>& answers, const Links& links) {
  Rows rows;
  for (const auto& answer : answers) {
    Row row{{"done", answer.done},
            {"team", answer.team},
            {"state", answer.state},
            {"note", answer.note.empty() ? "" : " (" + answer.note + ")"}};
    add_changes(row, answer, links);
    rows.push_back(std::move(row));
  }
  return rows;
}

// A problem is a row with a sentence, and below it one row for each line to choose from. Forms let
// none of these stand alone on its line: our own letter must not hold a command.
Rows rows_of(const std::vector<Complaint>& complaints, const Picture& picture,
             const MailArrived& mail, const Links& links) {
  const auto problem = [](std::string written, std::string words) {
    return Row{{"written", std::move(written)},
               {"sentence", std::move(words)},
               {"file", ""},
               {"line", ""},
               {"name", ""},
               {"link", ""},
               {"first", ""}};
  };
  Rows rows;
  std::size_t told = 0;
  for (const auto& complaint : complaints) {
    if (told++ == most_problems) {
      rows.push_back(problem("", "… and " + std::to_string(complaints.size() - most_problems) +
                                     " more like these."));
      break;
    }
    rows.push_back(problem(quoted(complaint.text), one_line(sentence(complaint, picture, mail))));
    const bool about_file = complaint.code == Code::report;
    if (about_file)
      std::swap(rows.back()["written"], rows.back()["file"]);
    for (const auto& line : complaint.suggestions) {
      auto row = problem("", "");
      row[about_file ? "name" : "line"] = unbroken(one_line(line));
      row["link"] = about_file ? "" : links.to(one_line(line));
      row["first"] = line == complaint.suggestions.front() ? "yes" : "";
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

} // namespace

std::map<std::string, std::string> ticket_words(const Ticket& ticket, const Policy& policy) {
  const std::string number = base::to_string(ticket.id);
  return {{"tag", "[" + policy.rt_name + " #" + number + "] "},
          {"ticket", "#" + number},
          {"ticket_subject", one_line(ticket.subject)},
          {"ticket_url", ticket_url(ticket.id, policy)}};
}

std::string answer_link(const SendMail& letter, std::string_view line, const Policy& policy) {
  constexpr std::size_t most = 160; // bytes of a subject in a link
  return mailto(policy.from,
                "Re: " + letter.words.at("tag") +
                    std::string(base::front(letter.words.at("ticket_subject"), most)),
                letter.message_id, line);
}

SendMail answer_letter(const MailArrived& mail, const Picture& picture,
                       const std::vector<Answer>& answers, const std::vector<Complaint>& complaints,
                       const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_sender("answer", mail, picture, message_id, policy);
  const Links links(letter, complaints, policy);
  letter.words["summary"] = summary(answers, complaints);
  letter.words["has_answers"] = answers.empty() ? "" : "yes";
  letter.words["has_changes"] = has_changes(answers) ? "yes" : "";
  letter.words["has_problems"] = complaints.empty() ? "" : "yes";
  letter.lists["answers"] = rows_of(answers, links);
  letter.lists["problems"] = rows_of(complaints, picture, mail, links);
  return letter;
}

SendMail held_letter(const MailArrived& mail, const Picture& picture, const std::string& why,
                     const std::string& message_id, const Policy& policy) {
  SendMail letter = letter_to_sender("held", mail, picture, message_id, policy);
  letter.words["why"] = one_line(why);
  return letter;
}

} // namespace rollout
