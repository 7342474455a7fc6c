// SPDX-License-Identifier: Apache-2.0
// Whose answer is waited for, until when, and when the next step about it is due (R16).
#pragma once

#include "rollout/asking.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <string_view>

namespace rollout {

bool has_answered(const Ticket& ticket, std::string_view team, const Policy& policy);
bool is_awaited(const Asking& asking, const Ticket& ticket, const Policy& policy);

// Until when `asking` is to be answered: as it was told, or when a manager has set RT's own date
// Due since.
base::Instant due_of(const Asking& asking, const Ticket& ticket);
// The same in words, with the reason for that date.
std::string due_in_words(const Asking& asking, const Ticket& ticket, const Policy& policy);

bool has_reminders_left(const Asking& asking, const Policy& policy);
// When the next step about a team that does not answer is due: a reminder, then the managers.
// After a time in which we slept it is one step, not all that were missed.
base::Instant next_step(const Asking& asking, const Ticket& ticket, const Policy& policy);

} // namespace rollout
