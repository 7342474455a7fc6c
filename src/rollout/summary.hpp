// SPDX-License-Identifier: Apache-2.0
// The draft of the managers' summary (R33, R34): what is known of a rollout, for them to finish. It
// hangs on a note on the ticket, once when the last report has come, and when they ask for it
// (`draft summary`). Their own summary is what counts.
#pragma once

#include "rollout/owing.hpp"
#include "rollout/summary_words.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

Summary summary_of(const Ticket& ticket, const Memory& memory, base::Instant now,
                   const Policy& policy);

// Adds what is owed to `owing`, and to `memory` what it will hold then.
void heed_summary(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                  Owing& owing);

} // namespace rollout
