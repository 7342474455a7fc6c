// SPDX-License-Identifier: Apache-2.0
// Services that are marked BETA for a rollout are to be unmarked when it is over (R23): their teams
// are reminded a few times, then the managers are told, and then nobody is.
#pragma once

#include "rollout/owing.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// Adds what is owed, and when to look again, to `owing`, and to `memory` what it will hold then.
void heed_sites(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                Owing& owing);

} // namespace rollout
