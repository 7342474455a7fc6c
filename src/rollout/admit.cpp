// SPDX-License-Identifier: Apache-2.0
#include "rollout/decide.hpp"
#include "rollout/notes.hpp"

namespace rollout {
namespace {

// The lane of everything about one ticket; a mail that names none has a lane of its own.
std::string lane_of(const MailArrived& mail) {
  return mail.ticket ? rt_lane(*mail.ticket) : "rt/mail-" + mail.cause;
}

Effect relay_of(const MailArrived& mail) {
  return {"relay/" + mail.cause, lane_of(mail),
          Relay{mail.ticket, mail.queue, mail.action, mail.blob, mail.cause, mail.message_id,
                mail.newer_than}};
}

Alarm think_again(const MailArrived& mail) {
  return {"reply/" + mail.cause, lane_of(mail), mail.at, ReplyReceived{mail}};
}

// A mail that cannot act and must not be lost: the managers see it as a note on its ticket, or the
// owner of the bridge gets it by mail where there is no ticket.
void show_to_people(const MailArrived& mail, const Policy& policy, const std::string& why,
                    Decision& decision) {
  // What comes back may be a letter to the owner: one such letter a day, or the two would play
  // ball.
  const bool to_owner = mail.action == "bounce" && !mail.ticket;
  const std::string key =
      to_owner ? "bounced/" + base::to_iso(mail.at).substr(0, 10) : key_for(mail, "shown");
  const std::string text = why + "\n\n" + describe_mail(mail) + "\n" + excerpt(mail.text);
  if (mail.ticket)
    decision.effects.push_back(
        {key, rt_lane(*mail.ticket),
         Comment{*mail.ticket, note_subject(key, "a mail to look at"), text}});
  else
    decision.effects.push_back(letter_to_owner(key, policy, mail.subject, text));
}

} // namespace

Decision admit(const MailArrived& mail, const Policy& policy) {
  Decision decision;
  decision.notes.push_back(note_of(mail, "received", mail.message_id, describe_mail(mail)));
  const auto conclude = [&](std::string because) {
    decision.because = std::move(because);
    decision.notes.push_back(note_of(mail, "decided", mail.message_id, decision.because));
    return decision;
  };

  if (mail.kind == MailArrived::Kind::ours)
    return conclude("our own mail has come back (" + mail.because + "): nothing to do");
  if (mail.action == "list")
    return conclude("received as a member of a list: never relayed, never answered");
  if (mail.action == "bounce") {
    show_to_people(
        mail, policy,
        "A letter of the bridge came back. Where no ticket is known, only the first of a day "
        "is told by mail; the log and `rollout-bridge trace` name them all.",
        decision);
    return conclude("what came back to our envelope sender is shown to people, never relayed");
  }
  if (mail.kind == MailArrived::Kind::automatic) {
    // As rt-mailgate does: monitoring opens tickets by such mails. A bounce must open none.
    if (!mail.ticket && mail.from && !mail.null_sender)
      decision.effects.push_back(relay_of(mail));
    if (mail.ticket)
      show_to_people(mail, policy,
                     "This mail was written by a program (" + mail.because +
                         "). It has no effect and is not answered.",
                     decision);
    return conclude("automatic mail (" + mail.because + ") never acts and is never answered");
  }
  if (!mail.from) {
    show_to_people(mail, policy,
                   "This mail has no single From address, so nobody can be named as its sender. "
                   "It has no effect.",
                   decision);
    return conclude("held: there is no single From address");
  }
  // RT is given the original before anything is concluded from it, so that the conversation goes on
  // whatever becomes of the commands.
  decision.effects.push_back(relay_of(mail));
  decision.alarms.push_back(think_again(mail));
  return conclude("the original goes to RT, then its lines are read");
}

Decision decide(const TicketChanged& change, const Policy&) {
  Decision decision;
  decision.because = "seen in RT: " + change.type +
                     (change.field.empty() ? "" : " " + change.field) + " '" + change.old_value +
                     "' -> '" + change.new_value + "' by " + change.creator;
  decision.notes.push_back({change.ticket.value, "seen", base::to_string(change.transaction),
                            "txn/" + base::to_string(change.transaction), decision.because});
  return decision;
}

} // namespace rollout
