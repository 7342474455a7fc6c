// SPDX-License-Identifier: Apache-2.0
#include "rollout/decide.hpp"

#include "base/text.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"

#include <algorithm>

namespace rollout {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return base::same_ignoring_case(one, name); });
}

const std::vector<std::string>& field(const Ticket& ticket, const std::string& name) {
  static const std::vector<std::string> none;
  const auto found = ticket.fields.find(name);
  return found == ticket.fields.end() ? none : found->second;
}

bool is_closed(const Ticket& ticket, const Policy& policy) {
  return contains(policy.closed, ticket.status);
}

// The teams of the sender that were asked here: the lines that he most likely wanted to send.
std::vector<std::string> own_lines(Verb verb, const std::vector<std::string>& asked,
                                   const Sender& sender) {
  std::vector<std::string> out;
  for (const auto& team : asked)
    if (contains(sender.teams, team) && out.size() < 3)
      out.push_back(std::string(to_word(verb)) + " " + team);
  return out;
}

// The lines of a mail that would have been good on another ticket.
std::vector<std::string> lines_of(const std::vector<Command>& commands) {
  std::vector<std::string> out;
  for (const auto& command : commands)
    if (out.size() < 3)
      out.push_back(std::string(to_word(command.verb)) + " " + command.team);
  return out;
}

// Where nothing is near, the teams asked on that ticket help most (contract 2, Suggestions).
void suggest_asked(Reply& reply, const std::vector<std::string>& asked, const Sender& sender) {
  for (auto& complaint : reply.complaints) {
    const bool wants = complaint.code == Code::malformed || complaint.code == Code::unknown_team;
    if (!wants || !complaint.suggestions.empty())
      continue;
    const Verb verb = complaint.verb.value_or(Verb::accept);
    complaint.suggestions = own_lines(verb, asked, sender);
    for (const auto& team : asked)
      if (complaint.suggestions.empty() || complaint.suggestions.size() < 3)
        if (std::string line = std::string(to_word(verb)) + " " + team;
            !contains(complaint.suggestions, line))
          complaint.suggestions.push_back(std::move(line));
  }
}

// Sorts the good commands of `reply` into those that count and those that may not.
std::vector<Command> judge(Reply& reply, const Picture& picture, const Policy& policy) {
  std::vector<Command> good;
  const auto& ticket = *picture.ticket;
  const auto& asked = field(ticket, policy.teams_field);
  const auto complain = [&](Code code, const Command& command,
                            std::vector<std::string> suggestions) {
    reply.complaints.push_back({code, command.line,
                                std::string(to_word(command.verb)) + " " + command.team,
                                std::move(suggestions)});
  };
  for (const auto& command : reply.commands) {
    if (is_closed(ticket, policy))
      complain(Code::closed, command, {});
    else if (!contains(picture.sender.teams, command.team))
      complain(Code::not_member, command, own_lines(command.verb, asked, picture.sender));
    else if (!contains(asked, command.team))
      complain(Code::not_asked, command, own_lines(command.verb, asked, picture.sender));
    else
      good.push_back(command);
  }
  std::stable_sort(reply.complaints.begin(), reply.complaints.end(),
                   [](const Complaint& a, const Complaint& b) { return a.line < b.line; });
  return good;
}

std::string state_of(const Ticket& ticket, const Policy& policy, const std::string& team) {
  if (contains(field(ticket, policy.accepted_field), team))
    return "accepted";
  return contains(field(ticket, policy.rejected_field), team) ? "rejected" : "";
}

const char* past(Verb verb) {
  switch (verb) {
  case Verb::accept:
    return "accepted";
  case Verb::reject:
    return "rejected";
  case Verb::withdraw:
    return "withdrawn";
  }
  return "";
}

Answer answer_of(const Command& command, const std::string& before) {
  const std::string after = command.verb == Verb::withdraw ? "" : past(command.verb);
  if (before == after)
    return {command.team, past(command.verb), "as before"};
  return {command.team, past(command.verb), before.empty() ? "" : "before: " + before};
}

SetFields fields_for(const std::vector<Command>& commands, base::TicketId ticket,
                     const Policy& policy) {
  FieldChange accepted{policy.accepted_field, {}, {}};
  FieldChange rejected{policy.rejected_field, {}, {}};
  for (const auto& command : commands) {
    (command.verb == Verb::accept ? accepted.add : accepted.remove).push_back(command.team);
    (command.verb == Verb::reject ? rejected.add : rejected.remove).push_back(command.team);
  }
  return {ticket, {std::move(accepted), std::move(rejected)}};
}

std::string provenance(const MailArrived& mail, const std::vector<Answer>& answers) {
  std::string text;
  for (const auto& answer : answers)
    text += answer.team + ": " + answer.state +
            (answer.note.empty() ? "" : " (" + answer.note + ")") + "\n";
  return text + "\nSource: " + describe_mail(mail) +
         "\nRule: the sender is a member of the team in RT, and the team was asked on this ticket; "
         "the "
         "last answer counts (R18)\nProof: From address only (unauthenticated)\nEffective time: " +
         base::to_iso(mail.at) + "\n";
}

std::string list_of(const std::vector<Complaint>& complaints) {
  std::string text;
  for (const auto& complaint : complaints)
    text += std::string("- ") + to_word(complaint.code) + ": \"" +
            std::string(base::front(complaint.text, 100)) + "\"\n";
  return text;
}

// Everything that the thought about one reply collects.
struct Thought {
  const MailArrived& mail;
  const Picture& picture;
  const Policy& policy;
  Decision decision;

  void note_for_managers(const std::string& what, const std::string& words,
                         const std::string& text) {
    const std::string key = key_for(mail, what);
    if (picture.ticket)
      decision.effects.push_back({key, rt_lane(picture.ticket->id),
                                  Comment{picture.ticket->id, note_subject(key, words), text}});
    else
      decision.effects.push_back(letter_to_owner(key, policy, mail.subject, words + "\n\n" + text));
  }

  // One a day about one address, however many mails follow.
  void note_once_a_day(const std::string& words, const std::string& text) {
    const std::string key =
        "unanswered/" + picture.sender.address + "/" + base::to_iso(mail.at).substr(0, 10);
    if (picture.ticket)
      decision.effects.push_back({key, rt_lane(picture.ticket->id),
                                  Comment{picture.ticket->id, note_subject(key, words), text}});
    else
      decision.effects.push_back(letter_to_owner(key, policy, words, text));
  }

  void record(const std::vector<Command>& commands, const std::vector<Answer>& answers) {
    const auto ticket = picture.ticket->id;
    decision.effects.push_back(
        {key_for(mail, "answer"), rt_lane(ticket), fields_for(commands, ticket, policy)});
    note_for_managers("note", "answers recorded", provenance(mail, answers));
    for (const auto& answer : answers)
      decision.notes.push_back(
          note_of(mail, "answered", answer.team, answer.state + " by " + picture.sender.address));
  }

  // One letter for one mail. A stranger gets none, and nobody gets complaints without end.
  void tell_sender(const std::vector<Answer>& answers, const std::vector<Complaint>& complaints) {
    const bool only_complaints = answers.empty();
    if (!picture.sender.known) {
      // Without a ticket of ours there is nobody to tell: RT has made a new ticket of the mail.
      if (!picture.ticket)
        return;
      note_for_managers("stranger", "commands from an address in no team",
                        describe_mail(mail) + "\n\nNothing was done and nobody was answered.\n\n" +
                            list_of(complaints));
      return;
    }
    if (only_complaints && picture.memory.complaints_today >= policy.most_complaints) {
      note_once_a_day("a member needs help with the lines",
                      picture.sender.address + " has had " +
                          std::to_string(picture.memory.complaints_today) +
                          " letters of complaint today; this one was not answered any more.\n" +
                          describe_mail(mail) + "\n\n" + list_of(complaints));
      return;
    }
    const std::string key = key_for(mail, "letter");
    decision.effects.push_back(
        {key, post_lane(key),
         answer_letter(mail, picture, answers, complaints, message_id_for(key, policy), policy)});
    decision.notes.push_back(note_of(mail, "letter", message_id_for(key, policy),
                                     "answer to " + picture.sender.address));
    if (only_complaints)
      decision.notes.push_back(note_of(mail, "complained", base::lower(picture.sender.address),
                                       std::to_string(complaints.size()) + " complaints"));
  }
};

} // namespace

Decision decide(const ReplyReceived& event, const Picture& picture, const Policy& policy) {
  const MailArrived& mail = event.mail;
  Thought thought{mail, picture, policy, {}};
  const auto conclude = [&](std::string because) {
    thought.decision.because = std::move(because);
    thought.decision.notes.push_back(
        note_of(mail, "decided", mail.message_id, thought.decision.because));
    return std::move(thought.decision);
  };

  if (picture.memory.relay_refused)
    thought.note_for_managers("refused", "RT did not take this mail",
                              "RT's mail gateway refused it: " + *picture.memory.relay_refused +
                                  "\n" + describe_mail(mail) +
                                  "\nThe bridge keeps the original; `rollout-bridge trace " +
                                  mail.message_id + "` shows it.\n\n" + excerpt(mail.text));

  Reply reply = read_reply(mail.text, mail.html_text, picture.roster);
  if (mail.kind == MailArrived::Kind::doubtful) {
    if (!reply.commands.empty() || !reply.complaints.empty())
      thought.note_for_managers("doubtful", "a mail a program may have written",
                                mail.because + "\n" + describe_mail(mail) +
                                    "\nIts command lines were not carried out.\n\n" +
                                    excerpt(mail.text));
    return conclude("a program may have written this (" + mail.because + "): no line of it acts");
  }
  if (mail.unreadable) {
    reply.outcome = Outcome::unreadable;
    reply.complaints = {{Code::unreadable, 0, "", {}}};
  }

  const bool rollout_ticket =
      picture.ticket && base::same_ignoring_case(picture.ticket->queue, policy.queue);
  if (rollout_ticket && picture.sender.known)
    for (const auto& link : reply.links)
      thought.decision.effects.push_back({base::to_string(picture.ticket->id) + "/link/" + link,
                                          rt_lane(picture.ticket->id),
                                          AddLink{picture.ticket->id, "RefersTo", link}});

  if (reply.outcome == Outcome::none || reply.outcome == Outcome::empty)
    return conclude(std::string("no command in it (") + to_word(reply.outcome) + ")");

  std::vector<Command> good;
  if (rollout_ticket) {
    const auto& asked = field(*picture.ticket, policy.teams_field);
    if (is_closed(*picture.ticket, policy) && reply.commands.empty())
      reply.complaints.push_back({Code::closed, 0, "", {}});
    suggest_asked(reply, asked, picture.sender);
    good = judge(reply, picture, policy);
  } else if (mail.unreadable && !mail.ticket) {
    return conclude("cannot be read, and names no ticket of ours");
  } else {
    reply.complaints.insert(reply.complaints.begin(),
                            {Code::not_a_rollout, 0, "", lines_of(reply.commands)});
  }

  std::vector<Answer> answers;
  for (const auto& command : good)
    answers.push_back(answer_of(command, state_of(*picture.ticket, policy, command.team)));
  if (!good.empty())
    thought.record(good, answers);
  if (rollout_ticket && is_closed(*picture.ticket, policy))
    thought.note_for_managers("late", "an answer to a closed rollout",
                              describe_mail(mail) + "\nNothing was changed.\n\n" +
                                  excerpt(mail.text));
  thought.tell_sender(answers, reply.complaints);
  return conclude(std::to_string(answers.size()) + " answers recorded, " +
                  std::to_string(reply.complaints.size()) + " complaints (" +
                  to_word(reply.outcome) + ")");
}

} // namespace rollout
