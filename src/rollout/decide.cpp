// SPDX-License-Identifier: Apache-2.0
#include "rollout/decide.hpp"

#include "base/text.hpp"
#include "rollout/judge.hpp"
#include "rollout/notes.hpp"
#include "rollout/obey.hpp"
#include "rollout/take_reports.hpp"
#include "rollout/thought.hpp"
#include "rollout/volunteer.hpp"

#include <algorithm>

namespace rollout {
namespace {

std::string provenance(const Thought& thought, const std::vector<Command>& commands) {
  std::string text;
  bool by_manager = false;
  for (const auto& answer : thought.answers)
    text += answer.team + ": " + answer.state +
            (answer.note.empty() ? "" : " (" + answer.note + ")") + "\n";
  for (const auto& command : commands)
    by_manager = by_manager || !contains(thought.picture.sender.teams, command.team);
  return text + "\nSource: " + describe_mail(thought.mail) + "\nRule: the sender is " +
         (by_manager ? "a rollout manager and answers for the team"
                     : "a member of the team in RT") +
         ", and the team was asked on this ticket; the last answer counts (R18)\nProof: " +
         describe_proof(thought.mail.proof) + "\nEffective time: " + base::to_iso(thought.mail.at) +
         "\n";
}

void record(Thought& thought, const std::vector<Command>& commands) {
  const auto& ticket = *thought.picture.ticket;
  const auto change = fields_for(commands, ticket.id, thought.policy);
  thought.answers = answers_of(commands, ticket, thought.policy);
  thought.set_fields("answer", change.changes);
  thought.note_for_managers(key_for(thought.mail, "note"), "answers recorded",
                            provenance(thought, commands));
  for (const auto& answer : thought.answers)
    thought.remember("answered", answer.team,
                     answer.state + " by " + thought.picture.sender.address);
}

bool was_linked(const Memory& memory, const std::string& link) {
  return std::any_of(memory.linked.begin(), memory.linked.end(),
                     [&](const auto& one) { return one.link == link; });
}

void link_to_ggus(Thought& thought, const std::vector<std::string>& links) {
  const auto ticket = thought.picture.ticket->id;
  for (const auto& link : links) {
    thought.decision.effects.push_back({base::to_string(ticket) + "/link/" + link, rt_lane(ticket),
                                        AddLink{ticket, "RefersTo", link}});
    if (was_linked(thought.memory, link))
      continue;
    const auto& sender = thought.picture.sender;
    thought.memory.linked.push_back({link, thought.mail.at});
    thought.remember("linked", link,
                     "by " + sender.address +
                         (sender.teams.empty() ? "" : " of " + base::join(sender.teams, ", ")));
    if (!sender.teams.empty() && !sender.manager)
      thought.done("linked " + link + " (please see that it is assigned to the unit DMSU)");
  }
}

// What was remembered of a rollout may change what is owed on it: its own thought finds out. A
// letter changes nothing but the journal.
void look_again(Thought& thought) {
  const auto& ticket = thought.picture.ticket;
  if (!ticket || !is_rollout(*ticket, thought.policy))
    return;
  const bool has_journal = ticket->fields.contains(thought.policy.journal_field);
  const auto& notes = thought.decision.notes;
  if (std::any_of(notes.begin(), notes.end(), [&](const Note& one) {
        return (one.what != "letter" || has_journal) && one.what != "complained" &&
               one.ticket == ticket->id.value;
      }))
    thought.decision.alarms.push_back(look_at(ticket->id, thought.mail.at, thought.mail.cause,
                                              "what was written may change what is owed"));
}

Decision conclude(Thought& thought, std::string because) {
  look_again(thought);
  thought.decision.because = std::move(because);
  thought.remember("decided", thought.mail.message_id, thought.decision.because);
  return std::move(thought.decision);
}

// On a rollout: what counts is recorded, what does not is complained about.
void answer_on_rollout(Thought& thought, Reply& reply) {
  const auto& ticket = *thought.picture.ticket;
  const bool closed = is_closed(ticket, thought.policy);
  const bool about_teams = reply.outcome != Outcome::none && reply.outcome != Outcome::empty;
  if (closed && about_teams && reply.commands.empty())
    reply.complaints.push_back({Code::closed, 0, "", {}});
  take_offers(reply, thought);
  suggest_asked(reply, field(ticket, thought.policy.teams_field), thought.picture.sender);
  const auto good = judge(reply, thought.mail, thought.picture, thought.policy);
  if (!good.empty())
    record(thought, good);
  if (closed && about_teams)
    thought.note_for_managers(key_for(thought.mail, "late"), "an answer to a closed rollout",
                              describe_mail(thought.mail) + "\nNothing was changed.\n\n" +
                                  excerpt(thought.mail.text));
  thought.complaints = reply.complaints;
  take_reports(thought);
  thought.show_status();
}

void tell_of_refusal(Thought& thought, const std::string& why) {
  thought.note_for_managers(
      key_for(thought.mail, "refused"), "RT did not take this mail",
      "RT's mail gateway refused it: " + why + "\n" + describe_mail(thought.mail) +
          "\nThe bridge keeps the original; `rollout-bridge trace " + thought.mail.message_id +
          "` shows it.\n\n" + excerpt(thought.mail.text));
}

} // namespace

Decision decide(const ReplyReceived& event, const Picture& picture, const Policy& policy) {
  const MailArrived& mail = event.mail;
  Thought thought{mail, picture, policy};
  if (picture.memory.relay_refused)
    tell_of_refusal(thought, *picture.memory.relay_refused);

  Reply reply = read_reply(mail, picture.roster);
  if (mail.kind == MailArrived::Kind::doubtful) {
    if (!reply.commands.empty() || !reply.complaints.empty() || !reply.orders.empty() ||
        has_report(mail))
      thought.note_for_managers(key_for(mail, "doubtful"), "a mail a program may have written",
                                mail.because + "\n" + describe_mail(mail) +
                                    "\nIts lines were not carried out, its files are not taken "
                                    "as reports.\n\n" +
                                    excerpt(mail.text));
    return conclude(thought,
                    "a program may have written this (" + mail.because + "): no line of it acts");
  }
  if (mail.unreadable) {
    reply.outcome = Outcome::unreadable;
    reply.complaints = {{Code::unreadable, 0, "", {}}};
  }
  const bool on_rollout = picture.ticket && is_rollout(*picture.ticket, policy);
  if (on_rollout && picture.sender.known)
    link_to_ggus(thought, reply.links);
  const bool without_lines = reply.outcome == Outcome::none || reply.outcome == Outcome::empty;
  const bool with_files = on_rollout ? has_report(mail) : has_named_report(mail);
  const bool silent = without_lines && !with_files;
  if (silent && reply.orders.empty() && (reply.complaints.empty() || !on_rollout)) {
    thought.tell_sender(); // of a link that was made
    return conclude(thought, std::string("no command in it (") + to_word(reply.outcome) + ")");
  }
  // Managers tell others which lines to send; what they write of it is no attempt at one.
  if (picture.sender.manager && (without_lines || reply.outcome == Outcome::malformed) &&
      reply.orders.empty() &&
      !(on_rollout ? brings_report(mail, *picture.ticket, picture.roster, policy)
                   : has_named_report(mail)))
    return conclude(thought, "a manager's words about lines");
  if (on_rollout) {
    answer_on_rollout(thought, reply);
  } else if (mail.unreadable && !mail.ticket) {
    return conclude(thought, "cannot be read, and names no ticket of ours");
  } else if (!silent && (reply.outcome != Outcome::malformed || !picture.ticket)) {
    // What is nearly an answer is talk on a ticket where there is nothing to answer.
    thought.complaints = reply.complaints;
    thought.complaints.insert(thought.complaints.begin(),
                              {Code::not_a_rollout, 0, "", lines_of(reply.commands)});
  }
  obey(reply.orders, thought);
  const auto answers = thought.answers.size();
  const auto complaints = thought.complaints.size();
  thought.tell_sender();
  return conclude(thought, "answers recorded: " + std::to_string(answers) + ", complaints: " +
                               std::to_string(complaints) + " (" + to_word(reply.outcome) + ")");
}

namespace {

std::string how_to_refuse(const std::string& what, const std::string& id) {
  return "\nand drops " + what + " by the line: refuse " + id + "\n\n";
}

// On the ticket where there is one that we see; else the first of a day is told to the owner.
void show_held(Thought& thought, const MailHeld& held) {
  const std::string text =
      "A mail is held, because " + held.why + ". " +
      (held.mail.door == Door::gateway
           ? "It stands on the ticket, but nothing in it was carried out."
           : "It was not passed on to RT.") +
      "\nA rollout manager lets it pass by one line in a reply on a ticket: release " + held.id +
      how_to_refuse("it", held.id) + describe_mail(held.mail) + "\n" + excerpt(held.mail.text);
  if (thought.picture.ticket)
    return thought.note_for_managers(key_for(held.mail, "held"), "a mail is held", text);
  const std::string key = "held-mails/" + base::to_iso(held.mail.at).substr(0, 10);
  thought.decision.effects.push_back(letter_to_owner(
      key, thought.policy, "a mail is held: " + held.mail.subject,
      text + "\nIt names no ticket that is known. Of such mails only the first of a day is told by "
             "mail; the log names them all.\n"));
}

// Once a day for a trip, on the ticket and to the owner: a word about each mail would feed the
// loop, and of one that was told but once and went on for weeks nobody would know.
void show_trip(Thought& thought, const MailHeld& held) {
  const auto trip = thought.picture.memory.trip.value_or(Trip{held.mail.at});
  const auto day = (held.mail.at - trip.began) / base::Seconds{std::chrono::hours{24}};
  const bool goes_on = day > 0;
  std::string text = "Mails are held, because " + held.why + ". ";
  if (goes_on)
    text += "That has been so since " + base::to_iso(trip.began) + ", for " +
            std::to_string(trip.stopped) + " mails so far. ";
  text += "Two programs may be answering each other.\nFrom this one on they are not passed on to "
          "RT, not carried out and not answered; none is lost. ";
  if (held.ground == MailHeld::Ground::flood)
    text += "When fewer come, mail passes again by itself. This is told once a day.\nA rollout "
            "manager lets those pass that nothing else speaks against, by one line in a reply on a "
            "ticket: release " +
            held.trip;
  else
    text += "Such a mail passes only when a rollout manager has looked at it. This is told once a "
            "day.\nA rollout manager has them listed, each with an ID of its own, by one line in a "
            "reply on a ticket: release " +
            held.trip;
  text += how_to_refuse("all of them", held.trip) + "`rollout-bridge trace " + held.trip +
          "` names them. " + (goes_on ? "One of them:\n" : "The first:\n") +
          describe_mail(held.mail) + "\n" + excerpt(held.mail.text);
  const std::string key = "flood/" + held.trip + (goes_on ? "/" + std::to_string(day) : "");
  if (thought.picture.ticket)
    thought.note_for_managers(key, "too many mails: they are held", text);
  thought.decision.effects.push_back(letter_to_owner(key + "/letter", thought.policy,
                                                     "too many mails: " + held.mail.subject, text));
}

} // namespace

bool tells_sender(const MailHeld& held) {
  return held.trip.empty() && held.ground != MailHeld::Ground::spam &&
         held.mail.kind == MailArrived::Kind::person && !held.mail.null_sender;
}

Decision decide(const MailHeld& held, const Picture& picture, const Policy& policy) {
  Thought thought{held.mail, picture, policy};
  if (!held.trip.empty()) {
    show_trip(thought, held);
    return conclude(thought,
                    "held as " + held.id + "; nobody is told of each mail of " + held.trip);
  }
  show_held(thought, held);
  const auto& address = picture.sender.address;
  if (!tells_sender(held))
    return conclude(thought, "held as " + held.id + "; it is spam, or a program's: no letter");
  if (!picture.sender.known || address.empty())
    return conclude(thought, "held as " + held.id + "; its sender is nobody that RT knows");
  if (picture.memory.told_of_hold_today)
    return conclude(thought, "held as " + held.id + "; its sender was told of one today");
  const std::string key = key_for(held.mail, "held-letter");
  const std::string id = message_id_for(key, policy);
  thought.decision.effects.push_back(
      {key, post_lane(key), held_letter(held.mail, picture, held.why, id, policy)});
  thought.remember("letter", id, "told " + address + " of a held mail");
  thought.remember("told_of_hold", base::lower(address), held.id);
  return conclude(thought, "held as " + held.id + "; its sender is told");
}

} // namespace rollout
