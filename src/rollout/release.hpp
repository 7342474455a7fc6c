// SPDX-License-Identifier: Apache-2.0
// What a ticket is about, from its title and its fields.
#pragma once

#include "rollout/subject.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// What is rolled out on `ticket`: its title says it, and its fields say what the title does not.
Release release_of(const Ticket& ticket, const Policy& policy);

// What is released by `ticket` of the releases' queue: its fields say it, and its title says what
// they do not (R5).
Release released_by(const Ticket& ticket, const Policy& policy);

// "EMI-1.0 CREAM 1.13.1-1 SL5 x86_64": what is known of it, for people.
std::string in_words(const Release& release);

} // namespace rollout
