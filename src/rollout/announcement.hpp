// SPDX-License-Identifier: Apache-2.0
// The outcome of a rollout is announced to lists (R40): once it was told to the release, held for
// some time in which a manager can stop it; and again when it is changed, as an answer to the
// first.
#pragma once

#include "rollout/poll.hpp"

namespace rollout {

// What is to be announced now. nullopt: nothing, or it was prepared before.
std::optional<Occasion> announcement(const Ticket& ticket, const Memory& memory,
                                     const Policy& policy);

// Why what is prepared is not the truth any more. Empty: it is.
std::string why_no_announcement(const Posting& posting, const Ticket& ticket, const Memory& memory,
                                const Policy& policy);

// The early adopters' lists, and those that the table names for this outcome.
std::vector<std::string> lists_of_announcement(const Posting& posting, const Ticket& ticket,
                                               const Memory& memory, const Policy& policy);

// Its words, and what it answers on `list`: an announcement before it, else the call for
// volunteers.
void fill_announcement(SendMail& letter, const Ticket& ticket, const Posting& posting,
                       const std::string& list, const Memory& memory, const Policy& policy);

// Is one out, or on its way?
bool has_announcement(const Memory& memory);

} // namespace rollout
