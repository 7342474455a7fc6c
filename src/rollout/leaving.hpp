// SPDX-License-Identifier: Apache-2.0
// Services that are marked BETA for a rollout are to be unmarked when it is over (R23): their teams
// are reminded a few times, then the managers are told, and then nobody is.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <optional>

namespace rollout {

// Adds what is owed to `decision`, and to `memory` what it will hold then. Gives when to look
// again; nullopt: there is nothing to wait for.
std::optional<base::Instant> heed_sites(const Ticket& ticket, base::Instant now,
                                        const std::string& cause, const Policy& policy,
                                        Memory& memory, Decision& decision);

} // namespace rollout
