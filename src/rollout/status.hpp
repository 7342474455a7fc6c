// SPDX-License-Identifier: Apache-2.0
// Where a rollout stands, in a few lines: the text of the field `Rollout Status` (contract 6). It
// is made from the ticket's other fields and from what we remember of its teams, reports and polls,
// so it can be made anew at any time.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <optional>
#include <string>

namespace rollout {

std::string status_lines(const Ticket& ticket, const Memory& memory, base::Instant now,
                         const Policy& policy);

// What brings the field to what `ticket` says; nullopt when it says so already, or when the ticket
// is no rollout.
std::optional<FieldChange> status_change(const Ticket& ticket, const Memory& memory,
                                         base::Instant now, const Policy& policy);

// The effect that does it. `cause` makes its key new.
std::optional<Effect> status_effect(const Ticket& ticket, const Memory& memory, base::Instant now,
                                    const Policy& policy, const std::string& cause);

// `ticket` as it will be once `change` is done.
void apply(const SetFields& change, Ticket& ticket);

} // namespace rollout
