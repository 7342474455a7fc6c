// SPDX-License-Identifier: Apache-2.0
#include "rollout/thought.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"
#include "rollout/status.hpp"

namespace rollout {
namespace {

std::string list_of(const std::vector<Complaint>& complaints) {
  constexpr std::size_t most_told = 10;
  std::size_t told = 0;
  std::string text;
  for (const auto& complaint : complaints) {
    if (++told > most_told)
      return text + "- … and " + std::to_string(complaints.size() - most_told) + " more\n";
    text += std::string("- ") + to_word(complaint.code) + ": \"" +
            std::string(base::front(complaint.text, 100)) + "\"\n";
  }
  return text;
}

} // namespace

void Thought::note_for_managers(const std::string& key, const std::string& words,
                                const std::string& text) {
  if (picture.ticket)
    decision.effects.push_back({key, rt_lane(picture.ticket->id),
                                Comment{picture.ticket->id, note_subject(key, words), text}});
  else
    decision.effects.push_back(letter_to_owner(key, policy, mail.subject, words + "\n\n" + text));
}

void Thought::set_fields(const std::string& what, std::vector<FieldChange> changes) {
  const auto ticket = picture.ticket->id;
  SetFields change{ticket, std::move(changes)};
  apply(change, after);
  decision.effects.push_back({key_for(mail, what), rt_lane(ticket), std::move(change)});
}

void Thought::show_status() {
  if (auto status = status_effect(after, memory, mail.at, policy, mail.cause))
    decision.effects.push_back(std::move(*status));
}

void Thought::remember(const std::string& what, const std::string& about,
                       const std::string& words) {
  decision.notes.push_back(note_of(mail, what, about, words));
}

void Thought::done(const std::string& words) {
  Answer answer;
  answer.done = words;
  answers.push_back(std::move(answer));
}

// Once a day about one address, however many mails follow.
void Thought::tell_managers_instead() {
  note_for_managers(
      "unanswered/" + picture.sender.address + "/" + base::to_iso(mail.at).substr(0, 10),
      "a member needs help with the lines",
      picture.sender.address + " has had " + std::to_string(picture.memory.complaints_today) +
          " letters of complaint today; this one was not answered any more.\n" +
          describe_mail(mail) + "\n\n" + list_of(complaints));
}

void Thought::tell_sender() {
  const auto& address = picture.sender.address;
  if (answers.empty() && complaints.empty())
    return;
  if (picture.sender.known && address.empty()) {
    if (!complaints.empty())
      note_for_managers(key_for(mail, "unheard"), "lines of " + mail.user + " that do not count",
                        mail.user + " has no address in RT, so no letter can tell it.\n" +
                            describe_mail(mail) + "\n\n" + list_of(complaints));
    return;
  }
  if (!picture.sender.known) {
    std::erase_if(complaints, [](const auto& one) { return one.code == Code::report; }); // told
    // Without a ticket of ours there is nobody to tell: RT has made a new ticket of the mail.
    if (picture.ticket && !complaints.empty())
      note_for_managers(key_for(mail, "stranger"), "commands from an address in no team",
                        describe_mail(mail) + "\n\nNothing was done and nobody was answered.\n\n" +
                            list_of(complaints));
    return;
  }
  const bool only_complaints = answers.empty();
  if (only_complaints && picture.memory.complaints_today >= policy.most_complaints)
    return tell_managers_instead();
  const std::string key = key_for(mail, "letter");
  const std::string id = message_id_for(key, policy);
  // A receipt goes out when what it tells of stands in RT; a complaint has nothing to wait for.
  const bool is_receipt = !answers.empty() && picture.ticket;
  decision.effects.push_back({key, is_receipt ? rt_lane(picture.ticket->id) : post_lane(key),
                              answer_letter(mail, picture, answers, complaints, id, policy)});
  remember("letter", id, "answer to " + address);
  if (only_complaints)
    remember("complained", base::lower(address), std::to_string(complaints.size()) + " complaints");
}

} // namespace rollout
