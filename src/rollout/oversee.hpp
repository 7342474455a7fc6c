// SPDX-License-Identifier: Apache-2.0
// What is owed on a rollout, from what it shows now and what was done already (R12-R19, R29). Not
// the event counts but the state: a hook, a sweep, an alarm, all of them or the last one alone lead
// to the same end, and what was owed once is not owed again.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <set>
#include <string>

namespace rollout {

// `picture` has a ticket; `gone`: teams chosen on it that RT has no group of. `cause` names the
// event, in keys of what may be owed more than once.
Decision oversee(const Picture& picture, const std::set<std::string>& gone, base::Instant now,
                 const std::string& cause, const Policy& policy);

// Teams chosen on `ticket` that are to be asked, if RT has a group of them.
std::vector<std::string> to_be_asked(const Ticket& ticket, const Memory& memory,
                                     const Policy& policy);

} // namespace rollout
