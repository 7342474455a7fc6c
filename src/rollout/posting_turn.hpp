// SPDX-License-Identifier: Apache-2.0
// What goes to lists, as it is looked at: prepared when its occasion has come, dropped when it is
// not needed or not true any more, sent when it was ordered or its time has come (R19, R40).
#pragma once

#include "rollout/owing.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// Adds what is owed, and when to look again, to `owing`, and to `memory` what it will hold then.
void heed_postings(const Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                   Owing& owing);

} // namespace rollout
