// SPDX-License-Identifier: Apache-2.0
#include "rollout/letter.hpp"

#include "base/text.hpp"
#include "rollout/sentence.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_problems = 10; // told in one letter

std::string words_of(const Answer& answer) {
  return answer.done.empty() ? answer.state + " for " + answer.team : answer.done;
}

// "accepted for NGI_IT-INFN-T1", "2 answers recorded, 1 problem", …
std::string summary(const std::vector<Answer>& answers, const std::vector<Complaint>& complaints) {
  std::string text;
  if (answers.size() == 1)
    text = words_of(answers.front());
  else if (!answers.empty())
    text = std::to_string(answers.size()) + " answers recorded";
  const auto problems = std::count_if(complaints.begin(), complaints.end(),
                                      [](const auto& one) { return one.code != Code::duplicate; });
  if (problems == 0)
    return text;
  if (!text.empty())
    text += ", ";
  return text + std::to_string(problems) + (problems == 1 ? " problem" : " problems");
}

std::string quoted(std::string_view written) {
  constexpr std::size_t most = 100;
  return std::string(base::front(written, most)) + (written.size() > most ? "…" : "");
}

// Without its last line end: the form has one.
std::string block(std::string text) {
  if (!text.empty() && text.back() == '\n')
    text.pop_back();
  return text;
}

// The lines to choose from. None stands alone on its line: our own letter must not hold a command.
std::string instead(const std::vector<std::string>& suggestions) {
  std::string text;
  for (const auto& line : suggestions)
    text += (text.empty() ? "    please send:  " : "             or:  ") + line + "\n";
  return block(std::move(text));
}

std::string subject_tag(const Picture& picture, const Policy& policy) {
  if (!picture.ticket)
    return "";
  return "[" + policy.rt_name + " #" + base::to_string(picture.ticket->id) + "] ";
}

} // namespace

namespace {

// Some Message-IDs are none (RFC 5322, 3.6.4): our letter must go out without threading then.
bool fits_reference(std::string_view id) {
  return !id.empty() && id.size() <= 500 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 127; }) &&
         id.find_first_of("<>") == id.npos;
}

} // namespace

SendMail answer_letter(const MailArrived& mail, const Picture& picture,
                       const std::vector<Answer>& answers, const std::vector<Complaint>& complaints,
                       const std::string& message_id, const Policy& policy) {
  SendMail letter;
  letter.to = picture.sender.address;
  letter.form = "answer";
  letter.message_id = message_id;
  if (fits_reference(mail.message_id))
    letter.references = {mail.message_id};
  letter.words = {
      {"tag", subject_tag(picture, policy)},
      {"summary", summary(answers, complaints)},
      {"ticket", picture.ticket ? "#" + base::to_string(picture.ticket->id) : ""},
      {"ticket_subject", picture.ticket ? picture.ticket->subject : mail.subject},
      {"received", base::to_iso(mail.at)},
      {"their_subject", mail.subject},
      {"has_answers", answers.empty() ? "" : "yes"},
      {"has_problems", complaints.empty() ? "" : "yes"},
  };
  auto& recorded = letter.lists["answers"];
  for (const auto& answer : answers)
    recorded.push_back({{"what", words_of(answer)},
                        {"note", answer.note.empty() ? "" : " (" + answer.note + ")"}});
  auto& problems = letter.lists["problems"];
  for (const auto& complaint : complaints) {
    if (problems.size() == most_problems) {
      problems.push_back(
          {{"written", ""},
           {"sentence", "    … and " + std::to_string(complaints.size() - most_problems) +
                            " more lines like these."},
           {"instead", ""}});
      break;
    }
    problems.push_back(
        {{"written", complaint.text.empty() ? "" : quoted(complaint.text)},
         {"sentence", block(base::wrap(sentence(complaint, picture, mail), 70, "    "))},
         {"instead", instead(complaint.suggestions)}});
  }
  return letter;
}

SendMail held_letter(const MailArrived& mail, const Picture& picture, const std::string& why,
                     const std::string& message_id, const Policy& policy) {
  SendMail letter;
  letter.to = picture.sender.address;
  letter.form = "held";
  letter.message_id = message_id;
  if (fits_reference(mail.message_id))
    letter.references = {mail.message_id};
  letter.words = {{"tag", subject_tag(picture, policy)},
                  {"why", why},
                  {"received", base::to_iso(mail.at)},
                  {"their_subject", mail.subject}};
  return letter;
}

} // namespace rollout
