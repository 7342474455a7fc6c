// SPDX-License-Identifier: Apache-2.0
// While a rollout is open: the field `Exposure Until` is set when the first team accepts, and each
// team that takes part is asked for its report when it may come, when it is due, and a few times
// when it is late (R29, R30). Then the managers are told, and nobody is asked any more.
#pragma once

#include "rollout/exposure.hpp"
#include "rollout/owing.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// Adds what is owed, and when to look again, to `owing`; `ticket` and `memory` become what they
// will be then.
void heed_exposure(Ticket& ticket, base::Instant now, const Policy& policy, Memory& memory,
                   Owing& owing);

// The day until which the report of this team, which has accepted, is due.
calendar::Day report_day_of(const Asking& asking, const Ticket& ticket, const Policy& policy);
// When that day is over, by the team's own clock.
base::Instant report_due_of(const Asking& asking, const Ticket& ticket, const Policy& policy);

// It has said that it is delayed or does not wait, and no manager has moved the day since: its
// report is not chased.
bool is_excused(const Asking& asking, const Memory& memory);

// A report that came at `at` tells of less exposure than is usual: "it came 2 days after …". Empty:
// it does not, the team has said that it does not wait, or nobody knows since when it takes part.
std::string early_words(const Asking& asking, base::Instant at, const Policy& policy);

} // namespace rollout
