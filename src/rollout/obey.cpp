// SPDX-License-Identifier: Apache-2.0
#include "rollout/obey.hpp"

#include "base/text.hpp"
#include "rollout/gate.hpp"
#include "rollout/judge.hpp"
#include "rollout/notes.hpp"
#include "rollout/settle_held.hpp"

namespace rollout {
namespace {

std::string line_of(const Order& order) {
  return std::string(to_word(order.deed)) + (order.deed == Deed::override_ ? ": " : " ") +
         order.about;
}

void complain(Thought& thought, Code code, const Order& order) {
  thought.complaints.push_back({code, order.line, line_of(order), {}});
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
  thought.done("noted that " + order.about + " is " + to_word(order.deed));
}

void set_field(Thought& thought, const Order& order, const std::string& field,
               const std::string& words) {
  if (!has_rollout(thought))
    return complain(thought, Code::not_a_rollout, order);
  FieldChange change{field, {}, {}, order.about};
  thought.set_fields(line_of(order), {std::move(change)});
  thought.remember(to_word(order.deed), order.about, "by " + thought.picture.sender.address);
  thought.done(words + order.about);
}

// ISO days compare as text.
void extend(Thought& thought, const Order& order) {
  if (has_rollout(thought) && is_closed(*thought.picture.ticket, thought.policy))
    return complain(thought, Code::closed, order);
  if (order.about < base::to_iso(thought.mail.at).substr(0, 10))
    return complain(thought, Code::bad_value, order);
  set_field(thought, order, thought.policy.exposure_field, "set the end of exposure to ");
}

// His reason stands on the ticket, with what he sets aside.
void set_aside(Thought& thought, const Order& order) {
  if (!has_rollout(thought))
    return complain(thought, Code::not_a_rollout, order);
  const auto& mail = thought.mail;
  if (is_closed(*thought.picture.ticket, thought.policy))
    return complain(thought, Code::closed, order);
  const auto against = gate(thought.after, thought.memory, mail.at, thought.policy).against;
  if (against.empty())
    return complain(thought, Code::unopposed, order);
  const std::string words = "by " + thought.picture.sender.address + ": " + order.about;
  thought.memory.overridden = Overridden{mail.at, words};
  thought.remember("overridden", "against", words);
  thought.note_for_managers(
      key_for(mail, to_word(order.deed)), "what speaks against it is set aside",
      "Set aside " + words + "\n\n- " + base::join(against, "\n- ") +
          "\n\nA reject or a problem that comes after this counts again.\n"
          "Source: " +
          describe_mail(mail) + "\nProof: " + describe_proof(mail.proof) + "\n");
  thought.done("set aside, for the reason that you gave: " + base::join(against, "; "));
}

// `draft summary`: with what is known now; the ticket's own thought makes it.
void draft_summary(Thought& thought, const Order& order) {
  if (!has_rollout(thought))
    return complain(thought, Code::not_a_rollout, order);
  thought.remember("summary_asked", order.about, "by " + thought.picture.sender.address);
  thought.done("a draft of the summary comes as the file of a note on the ticket");
}

// `send ID`, `cancel ID`: what is owed then, its own ticket's thought finds out.
void settle_posting(Thought& thought, const Order& order) {
  const auto found = thought.memory.prepared.find(order.about);
  if (found == thought.memory.prepared.end())
    return complain(thought, Code::unknown_id, order);
  auto& [ticket, posting] = found->second;
  if (!posting.waits() || posting.ordered)
    return complain(thought, Code::settled, order);
  const bool sends = order.deed == Deed::send;
  (sends ? posting.ordered : posting.cancelled) = thought.mail.at;
  thought.decision.notes.push_back({ticket.value, sends ? "posting_ordered" : "posting_cancelled",
                                    order.about, thought.mail.cause,
                                    "by " + thought.picture.sender.address});
  thought.decision.alarms.push_back(look_at(ticket, thought.mail.at,
                                            order.about + "/" + thought.mail.cause,
                                            "a manager has settled what was prepared"));
  thought.done("the " + name_of(posting) + " on #" + base::to_string(ticket) +
               (sends ? " goes out now" : " is dropped"));
}

void obey_manager(Thought& thought, const Order& order) {
  if (!thought.picture.sender.manager) {
    if (is_well_formed(order) && order.deed != Deed::document && order.deed != Deed::draft &&
        order.deed != Deed::override_)
      complain(thought, Code::not_manager, order);
    return;
  }
  if (!is_well_formed(order))
    return complain(thought,
                    order.deed == Deed::extend || order.deed == Deed::document ||
                            order.deed == Deed::override_
                        ? Code::bad_value
                        : Code::unknown_id,
                    order);
  if (!is_proved(thought.mail.proof))
    return complain(thought, Code::not_proved, order);
  switch (order.deed) {
  case Deed::release:
  case Deed::refuse:
    if (!settle_held(order, thought))
      complain(thought, Code::unknown_id, order);
    return;
  case Deed::extend:
    return extend(thought, order);
  case Deed::document:
    return set_field(thought, order, thought.policy.document_field, "set the document id to ");
  case Deed::send:
  case Deed::cancel:
    return settle_posting(thought, order);
  case Deed::draft:
    return draft_summary(thought, order);
  case Deed::override_:
    return set_aside(thought, order);
  case Deed::delayed:
  case Deed::proceeding:
    return; // a member's
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
