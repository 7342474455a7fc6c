// SPDX-License-Identifier: Apache-2.0
#include "rollout/admit.hpp"

#include "base/digest.hpp"
#include "rollout/doubt.hpp"
#include "rollout/notes.hpp"
#include "rollout/order.hpp"
#include "rollout/reply.hpp"
#include "rollout/volunteer.hpp"

#include <algorithm>
#include <iterator>

namespace rollout {
namespace {

// The lane of everything about one ticket; a mail that names none has a lane of its own.
std::string lane_of(const MailArrived& mail) {
  return mail.ticket ? rt_lane(*mail.ticket) : "rt/mail-" + mail.cause;
}

// A mail that cannot act and must not be lost: the managers see it as a note on its ticket, or the
// owner of the bridge gets it by mail where there is no ticket.
void show_to_people(const MailArrived& mail, const Policy& policy, const std::string& key,
                    const std::string& words, const std::string& why, Decision& decision) {
  const std::string text = why + "\n\n" + describe_mail(mail) + "\n" + excerpt(mail.text);
  if (mail.ticket)
    decision.effects.push_back(
        {key, rt_lane(*mail.ticket), Comment{*mail.ticket, note_subject(key, words), text}});
  else
    decision.effects.push_back(letter_to_owner(key, policy, mail.subject, text));
}

// What the thought about one arrival collects.
struct Admission {
  const MailArrived& mail;
  const Policy& policy;
  Decision decision = {};

  Decision conclude(std::string because) {
    decision.because = std::move(because);
    decision.notes.push_back(note_of(mail, "decided", mail.message_id, decision.because));
    return std::move(decision);
  }
  Decision show(const std::string& why, std::string because) {
    show_to_people(mail, policy, key_for(mail, "shown"), "a mail to look at", why, decision);
    return conclude(std::move(because));
  }
  // The managers decide; until then it is neither in RT nor thought about. Who is told of it
  // depends on what RT knows, and is thought about next.
  Decision hold(const Doubt& doubt, const std::string& trip = {}) {
    if (doubt.refused)
      return conclude("refused: " + doubt.why);
    const std::string id = id_for(policy.salt, mail.cause);
    decision.alarms.push_back(
        {"held/" + id, lane_of(mail), mail.at, MailHeld{doubt.ground, mail, id, doubt.why, trip}});
    decision.notes.push_back(note_of(mail, "held", id, doubt.why));
    if (!trip.empty())
      decision.notes.push_back(note_of(mail, "stopped", trip, id));
    return conclude("held as " + id + ": " + doubt.why);
  }
  // It is put to the post that it is about, and its ticket is looked at. The copies that two lists
  // bring of one post may be the same mail.
  void heed_notice() {
    const auto& notice = *mail.notice;
    if (notice.kind == NoticeOf::Kind::seen)
      decision.notes.push_back({0, "posting_seen", notice.message_id, mail.cause, notice.list});
    else
      decision.notes.push_back({0, "post_notice", notice.message_id, mail.cause, in_words(notice)});
    if (mail.ticket)
      decision.alarms.push_back(look_at(*mail.ticket, mail.at,
                                        mail.cause + "/" + base::short_digest(notice.list),
                                        "a list has told of our post"));
  }
  // Counts the mail where it belongs; holds it where too many came.
  std::optional<Decision> stop_flood(const Traffic& traffic, std::optional<Doubt> doubt) {
    const Stop stopped = stop(mail, traffic, policy);
    decision.traffic.push_back({mail.cause, mail.at, stream_of(mail, policy), stopped});
    if (stopped.trip.empty())
      return std::nullopt;
    const std::string flood = describe(stopped, mail, policy);
    if (doubt)
      doubt->why += ", and " + flood;
    return hold(doubt.value_or(Doubt{MailHeld::Ground::flood, flood}), stopped.trip);
  }
};

// A mail that may pass. The keys make that happen once, however often it is let pass.
void pass_on(const MailArrived& mail, Decision& decision) {
  // RT is given the original before anything is concluded from it, so that the conversation goes on
  // whatever becomes of the commands.
  if (mail.door == Door::mail)
    decision.effects.push_back({"relay/" + mail.cause, lane_of(mail),
                                Relay{mail.ticket, mail.queue, mail.action, mail.blob, mail.cause,
                                      mail.message_id, mail.newer_than}});
  decision.alarms.push_back({"reply/" + mail.cause, lane_of(mail), mail.at, ReplyReceived{mail}});
}

bool is_silent(const MailArrived& mail) {
  const auto reply = read_reply(mail, Roster::anyone());
  return reply.orders.empty() && !has_named_report(mail) &&
         (reply.outcome == Outcome::none || reply.outcome == Outcome::empty);
}

} // namespace

Decision admit(const MailArrived& mail, const Traffic& traffic, const Policy& policy) {
  Admission admission{mail, policy};
  auto& decision = admission.decision;
  const bool released = mail.proof.kind == Proof::Kind::released;
  const bool is_new = !mail.impersonates && !released;
  if (is_new)
    decision.notes.push_back(note_of(mail, "received", mail.message_id, describe_mail(mail)));

  if (mail.kind == MailArrived::Kind::ours) {
    if (mail.notice)
      admission.heed_notice();
    return admission.conclude("our own mail has come back (" + mail.because + "): nothing to do");
  }
  if (mail.action == "list") {
    decision.effects = offers_on_list(mail, policy);
    return admission.conclude("received as a member of a list: never relayed, never answered");
  }
  const auto doubt = doubt_of(mail, policy);
  if (is_new)
    if (auto stopped = admission.stop_flood(traffic, doubt))
      return std::move(*stopped);
  if (doubt && doubt->ground == MailHeld::Ground::spam)
    return admission.hold(*doubt);
  const bool tells_of_ours = mail.notice && mail.proof.kind != Proof::Kind::failed;
  if (tells_of_ours)
    admission.heed_notice();
  if (mail.action == "bounce") {
    // What comes back may be a letter to the owner: one such letter a day, or the two would play
    // ball.
    show_to_people(
        mail, policy,
        mail.ticket ? key_for(mail, "shown") : "bounced/" + base::to_iso(mail.at).substr(0, 10),
        "a mail to look at",
        "A letter of the bridge came back. Where no ticket is known, only the first of a "
        "day is told by mail; the log and `rollout-bridge trace` name them all.",
        decision);
    return admission.conclude(
        "what came back to our envelope sender is shown to people, never relayed");
  }
  if (mail.kind == MailArrived::Kind::automatic) {
    const std::string because =
        "automatic mail (" + mail.because + ") never acts and is never answered";
    if (mail.ticket)
      return admission.show("This mail was written by a program (" + mail.because +
                                "). It has no effect and is not answered.",
                            because);
    if (tells_of_ours)
      return admission.conclude("it tells that <" + mail.notice->message_id + "> is " +
                                to_word(mail.notice->kind) + ": remembered, never relayed");
    // As rt-mailgate does: monitoring opens tickets by such mails. A bounce must open none.
    if (mail.from && !mail.null_sender) {
      // Any forger can write the sign of a program: it excuses nobody from the proof.
      if (doubt)
        return admission.hold(*doubt);
      pass_on(mail, decision);
      decision.alarms.clear();
    }
    return admission.conclude(because);
  }
  if (!mail.from)
    return admission.show(
        "This mail has no single From address, so nobody can be named as its sender. "
        "It has no effect.",
        "held: there is no single From address");
  if (doubt)
    return admission.hold(*doubt);
  if (!mail.reply_to.empty() && is_new) {
    decision.alarms.push_back({"mail/" + mail.cause, lane_of(mail), mail.at, mail});
    return admission.conclude("RT is asked whether its Reply-To names another of its users");
  }
  pass_on(mail, decision);
  return admission.conclude("the original goes to RT, then its lines are read");
}

namespace {

void admit_again(const MailArrived& mail, Decision& decision, const Policy& policy) {
  auto admitted = admit(mail, {}, policy);
  std::move(admitted.effects.begin(), admitted.effects.end(), std::back_inserter(decision.effects));
  std::move(admitted.alarms.begin(), admitted.alarms.end(), std::back_inserter(decision.alarms));
  std::move(admitted.notes.begin(), admitted.notes.end(), std::back_inserter(decision.notes));
}

} // namespace

void admit_released(MailArrived mail, const std::string& by, Decision& decision,
                    const Policy& policy) {
  mail.proof = {Proof::Kind::released, "released by " + by};
  admit_again(mail, decision, policy);
}

bool is_only_too_many(const MailArrived& mail, const Policy& policy) {
  return !doubt_of(mail, policy) && mail.reply_to.empty();
}

void admit_unstopped(MailArrived mail, Decision& decision, const Policy& policy) {
  mail.impersonates = false; // there is no Reply-To to ask about, and it was counted when it came
  admit_again(mail, decision, policy);
}

Decision admit_from_gateway(const MailArrived& mail, const Traffic& traffic, const Policy& policy) {
  Admission admission{mail, policy};
  admission.decision.notes.push_back(
      note_of(mail, "received", mail.message_id, describe_mail(mail)));
  if (mail.kind == MailArrived::Kind::ours || mail.kind == MailArrived::Kind::automatic)
    return admission.conclude("a program's mail in RT (" + mail.because + ") never acts");
  if (!mail.from)
    return admission.conclude("a mail in RT without a single From address never acts");
  if (is_silent(mail))
    return admission.conclude("no command in a mail that RT took past the bridge");
  const auto doubt = doubt_of(mail, policy);
  if (auto stopped = admission.stop_flood(traffic, doubt))
    return std::move(*stopped);
  if (doubt)
    return admission.hold(*doubt);
  pass_on(mail, admission.decision);
  return admission.conclude("RT took it past the bridge; its lines are read");
}

} // namespace rollout
