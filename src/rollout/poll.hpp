// SPDX-License-Identifier: Apache-2.0
// The call for volunteers on the lists of a stack, when no team that was asked accepts (R19). It is
// prepared for a manager, who has the last word; nobody's answer to it acts by itself.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace rollout {

// In words, why a call is due now: every team that is chosen has rejected, does not answer or
// cannot be asked, and none was made for them. Empty: it is not due.
std::string reason_for_poll(const Ticket& ticket, const Memory& memory, const Policy& policy);

struct PreparedPoll {
  Posting posting; // without an id: no list is known
  std::string key; // of the note
  std::string text;
};
PreparedPoll prepare_poll(const Ticket& ticket, const Memory& memory, const std::string& reason,
                          base::Instant now, const Policy& policy);

// What goes to every list, under one Message-ID.
SendMail poll_letter(const Ticket& ticket, const Posting& posting, const Policy& policy);

// One for each list.
std::vector<SendMail> poll_letters(const Ticket& ticket, const Posting& posting,
                                   const Policy& policy);

// The lists of what is rolled out on `ticket`: those of its stack, and the extra ones.
std::vector<std::string> lists_of(const Ticket& ticket, const Policy& policy);

} // namespace rollout
