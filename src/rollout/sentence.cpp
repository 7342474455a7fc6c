// SPDX-License-Identifier: Apache-2.0
#include "rollout/sentence.hpp"

#include "rollout/notes.hpp"

namespace rollout {
std::string about_unknown_team(const std::string& name, const Picture& picture) {
  std::string out = "No Early Adopter team has this name.";
  if (const auto former = picture.roster.former(name))
    out = former->now.empty() ? former->team + " is not in the list of sites any more, since " +
                                    for_people(former->since) + "."
                              : former->team + " is called " + former->now + " since " +
                                    for_people(former->since) + ".";
  if (picture.sites_as_of)
    out += " (Our list of sites is from " + for_people(*picture.sites_as_of) +
           ", and could not be read anew since.)";
  return out;
}

std::string sentence(const Complaint& complaint, const Picture& picture, const MailArrived& mail) {
  switch (complaint.code) {
  case Code::unknown_team:
    return about_unknown_team(complaint.words, picture);
  case Code::malformed:
    return "This looks like an answer, but it is not one: a line has to be just one of the words "
           "accept, reject, withdraw, delayed or proceeding, and then the team's name.";
  case Code::conflict:
    return "The mail says two different things about one team. Nothing in it was recorded. Please "
           "send the one line that you mean.";
  case Code::halves_differ:
    return "The plain text and the formatted text of your mail say different things. Nothing in it "
           "was "
           "recorded. Please send the line again as plain text.";
  case Code::quoted:
    return "This line stands where it may be a quotation of somebody else's mail, so it was not "
           "counted. If it is your answer, please send it again as the first line of a mail.";
  case Code::unreadable:
    return "Your mail is encrypted or cannot be read by us. The original is on the ticket. If it "
           "holds "
           "an answer, please send the line again as plain text, not encrypted.";
  case Code::duplicate:
    return "You wrote this line twice. It was counted once; nothing is to be done.";
  case Code::not_member:
    return "Your address " + picture.sender.address +
           " is not in this team. If it should be, ask the rollout managers to add it to the "
           "team's "
           "group, or send the line from the address that is in it.";
  case Code::not_asked:
    for (const auto& one : picture.memory.askings)
      if (one.round > 0 && complaint.text.ends_with(" " + one.team))
        return "The rollout managers have taken this team off this rollout, so its answer was not "
               "counted; it stands on the ticket. If you want to take part all the same, please "
               "write so to them, in your own words, on this ticket.";
    return "This team was not asked on this ticket. If you want to take part, please write so to "
           "the "
           "rollout managers, in your own words, on this ticket.";
  case Code::closed:
    return "This rollout is closed (" + (picture.ticket ? picture.ticket->status : std::string()) +
           "). Your mail is kept on the ticket as late; nothing was changed and it was not opened "
           "again.";
  case Code::not_a_rollout:
    if (picture.ticket)
      return "Ticket #" + base::to_string(picture.ticket->id) + " is in the queue " +
             picture.ticket->queue +
             ", not a staged rollout, so there is nothing to accept or reject, and nothing to "
             "report on. Please reply to the "
             "request that you got for the rollout.";
    if (mail.ticket)
      return "There is no ticket #" + base::to_string(*mail.ticket) +
             " that is a staged rollout, so what you sent could not be recorded. Please reply to "
             "the "
             "request that you got for the rollout.";
    return "This mail does not name a rollout ticket, so what you sent could not be recorded. "
           "Please "
           "reply to the request that you got and leave the part in brackets, with the number, in "
           "the subject.";
  case Code::not_manager:
    return "Only rollout managers may send this line, and your address " + picture.sender.address +
           " is not one of theirs. Nothing was done. Please tell them in your own words what you "
           "need.";
  case Code::not_proved:
    return "This line was understood, but nothing proves that the mail comes from you: your mail "
           "server's signature could not be checked. Please write the line on the ticket in RT's "
           "page, where you are logged in.";
  case Code::unknown_id:
    return "Nothing is held or prepared under this ID: it is mistyped, or it was released, refused "
           "or forgotten before. The note that asked for the line holds the right one.";
  case Code::superseded:
    return "A later answer of this team was recorded while this mail was held. The later one "
           "counts; this one is kept on the ticket.";
  case Code::bad_value:
    return "Behind the word extend belongs a day to come, as 2026-12-31, behind the word document "
           "a number, behind override: the reason. "
           "Nothing was done.";
  case Code::report:
    return complaint.words;
  case Code::unopposed:
    return "Nothing speaks against a good outcome of this rollout now: no team has rejected, and "
           "no "
           "problem is open that was not set aside before. Nothing was changed.";
  case Code::settled:
    return "What was prepared under this ID has been sent, cancelled or dropped before. Nothing "
           "was "
           "changed.";
  }
  return "";
}

} // namespace rollout
