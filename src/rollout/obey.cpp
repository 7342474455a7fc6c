// SPDX-License-Identifier: Apache-2.0
#include "rollout/obey.hpp"

#include "rollout/admit.hpp"
#include "rollout/judge.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

std::string line_of(const Order& order) {
  return std::string(to_word(order.deed)) + " " + order.about;
}

void complain(Thought& thought, Code code, const Order& order) {
  thought.complaints.push_back({code, order.line, line_of(order), {}});
}

void done(Thought& thought, const std::string& words) {
  Answer answer;
  answer.done = words;
  thought.answers.push_back(std::move(answer));
}

bool has_rollout(const Thought& thought) {
  return thought.picture.ticket && is_rollout(*thought.picture.ticket, thought.policy);
}

// The key of what this line of this mail does.
std::string key_of(const Thought& thought, const Order& order) {
  return key_for(thought.mail, std::string(to_word(order.deed)) + "-" + order.about);
}

// Recorded and told; it does not count against the team (R29).
void note_team(Thought& thought, const Order& order) {
  if (!has_rollout(thought))
    return complain(thought, Code::not_a_rollout, order);
  if (const auto code = objection(order.about, thought.mail, thought.picture, thought.policy))
    return complain(thought, *code, order);
  const std::string words = order.about + ": " + to_word(order.deed);
  thought.remember(to_word(order.deed), order.about, "by " + thought.picture.sender.address);
  thought.note_for_managers(key_of(thought, order), words,
                            words + "\n\nSource: " + describe_mail(thought.mail) +
                                "\nProof: " + describe_proof(thought.mail.proof) + "\n");
  done(thought, "noted that " + order.about + " is " + to_word(order.deed));
}

const std::vector<Held>& held_under(const Thought& thought, const std::string& id) {
  static const std::vector<Held> none;
  const auto found = thought.picture.memory.held.find(id);
  return found == thought.picture.memory.held.end() ? none : found->second;
}

std::string names_of(const std::vector<MailArrived>& mails) {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, mails.size()); ++i)
    text += "\nThe mail: " + describe_mail(mails[i]);
  return mails.size() <= most ? text
                              : text + "\n… and " + std::to_string(mails.size() - most) + " more";
}

// One mail, or all that the breaker holds for one cause: those are of one place.
void settle_held(Thought& thought, const Order& order) {
  std::vector<MailArrived> waiting;
  for (const auto& one : held_under(thought, order.about))
    if (one.settled.empty())
      waiting.push_back(one.held.mail);
  if (waiting.empty())
    return complain(thought, Code::unknown_id, order);
  const bool release = order.deed == Deed::release;
  const std::string word = release ? "released" : "refused";
  const std::string by = thought.picture.sender.address;
  for (const auto& mail : waiting) {
    thought.remember(word, id_for(thought.policy.salt, mail.cause), "by " + by);
    if (release)
      admit_released(mail, by, thought.decision, thought.policy);
  }
  const bool one = waiting.size() == 1;
  if (const auto& first = waiting.front(); first.ticket) {
    const std::string key = key_of(thought, order);
    thought.decision.effects.push_back(
        {key, rt_lane(*first.ticket),
         Comment{*first.ticket,
                 note_subject(key, (one ? "a held mail was " : "held mails were ") + word),
                 "By " + by + ": " + describe_mail(thought.mail) + names_of(waiting) + "\n"}});
  }
  done(thought,
       word + (one ? " the held mail from " + waiting.front().from.value_or("an unknown sender")
                   : " " + std::to_string(waiting.size()) + " held mails"));
}

void set_field(Thought& thought, const Order& order, const std::string& field,
               const std::string& words) {
  if (!has_rollout(thought))
    return complain(thought, Code::not_a_rollout, order);
  FieldChange change{field, {}, {}, order.about};
  thought.set_fields(line_of(order), {std::move(change)});
  thought.remember(to_word(order.deed), order.about, "by " + thought.picture.sender.address);
  done(thought, words + order.about);
}

// ISO days compare as text.
void extend(Thought& thought, const Order& order) {
  if (has_rollout(thought) && is_closed(*thought.picture.ticket, thought.policy))
    return complain(thought, Code::closed, order);
  if (order.about < base::to_iso(thought.mail.at).substr(0, 10))
    return complain(thought, Code::bad_value, order);
  set_field(thought, order, thought.policy.exposure_field, "set the end of exposure to ");
}

void obey_manager(Thought& thought, const Order& order) {
  if (!thought.picture.sender.manager) {
    if (is_well_formed(order) && order.deed != Deed::document) // else it is prose
      complain(thought, Code::not_manager, order);
    return;
  }
  if (!is_well_formed(order))
    return complain(thought,
                    order.deed == Deed::extend || order.deed == Deed::document ? Code::bad_value
                                                                               : Code::unknown_id,
                    order);
  if (!is_proved(thought.mail.proof))
    return complain(thought, Code::not_proved, order);
  switch (order.deed) {
  case Deed::release:
  case Deed::refuse:
    return settle_held(thought, order);
  case Deed::extend:
    return extend(thought, order);
  case Deed::document:
    return set_field(thought, order, thought.policy.document_field, "set the document id to ");
  default:
    return complain(thought, Code::not_yet, order);
  }
}

} // namespace

void obey(const std::vector<Order>& orders, Thought& thought) {
  for (const auto& order : orders)
    if (is_for_managers(order.deed))
      obey_manager(thought, order);
    else
      note_team(thought, order);
}

} // namespace rollout
