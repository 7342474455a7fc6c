// SPDX-License-Identifier: Apache-2.0
// The words of the one letter that answers a mail: what was recorded, and what is to be sent
// instead.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace rollout {

struct Answer {
  std::string team;
  std::string state;     // "accepted", "rejected", "withdrawn"
  std::string note;      // "before: accepted", or empty
  std::string done = {}; // of an order: what was done, in words; the others are empty then
};

SendMail answer_letter(const MailArrived& mail, const Picture& picture,
                       const std::vector<Answer>& answers, const std::vector<Complaint>& complaints,
                       const std::string& message_id, const Policy& policy);

// To the person in whose name a mail was held.
SendMail held_letter(const MailArrived& mail, const Picture& picture, const std::string& why,
                     const std::string& message_id, const Policy& policy);

} // namespace rollout
