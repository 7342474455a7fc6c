// SPDX-License-Identifier: Apache-2.0
// The words of our letters to those who write to us; the forms of the same names in templates/ say
// them. Each letter tells why it was sent, about which ticket, and whom to ask.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <map>
#include <string>
#include <vector>

namespace rollout {

// What every letter about a ticket calls it by: `tag`, `ticket`, `ticket_subject`, `ticket_url`.
std::map<std::string, std::string> ticket_words(const Ticket& ticket, const Policy& policy);

// A link that opens an answer to `letter`, which has its ticket_words, with the one line `line`.
std::string answer_link(const SendMail& letter, std::string_view line, const Policy& policy);

struct Answer {
  std::string team;
  std::string state; // "accepted", "rejected", "withdrawn"
  std::string note;  // "before: accepted", or empty
  // Of an order or a file: what was done, in words. Team and state are then those of a report
  // whose team has not accepted: how to change that is shown.
  std::string done = {};
  std::string brief = {}; // the same in a few words, of a file
};

// `answer`: the one letter that answers a mail or what was typed in RT's page: what was recorded,
// and what is to be sent instead.
SendMail answer_letter(const MailArrived& mail, const Picture& picture,
                       const std::vector<Answer>& answers, const std::vector<Complaint>& complaints,
                       const std::string& message_id, const Policy& policy);

// `held`: to the one in whose name a mail is held. `why` goes on after "because": "it did not pass
// the check of its sender (dmarc=fail)".
SendMail held_letter(const MailArrived& mail, const Picture& picture, const std::string& why,
                     const std::string& message_id, const Policy& policy);

} // namespace rollout
