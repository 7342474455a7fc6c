// SPDX-License-Identifier: Apache-2.0
#include "rollout/awaited.hpp"

#include "calendar/deadline.hpp"
#include "calendar/words.hpp"

#include <algorithm>

namespace rollout {

bool has_answered(const Ticket& ticket, std::string_view team, const Policy& policy) {
  return contains(field(ticket, policy.accepted_field), team) ||
         contains(field(ticket, policy.rejected_field), team);
}

bool is_awaited(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  return asking.asked_now && !has_answered(ticket, asking.team, policy);
}

base::Instant due_of(const Asking& asking, const Ticket& ticket) {
  return ticket.due && *ticket.due > asking.asked ? *ticket.due : asking.until;
}

std::string due_in_words(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  const auto due = due_of(asking, ticket);
  if (due == asking.until)
    return asking.because;
  return calendar::in_words(due, policy.working_times.of(asking.team).zone) +
         ": the managers have set this date";
}

bool has_reminders_left(const Asking& asking, const Policy& policy) {
  return static_cast<int>(asking.reminded.size()) < policy.asks.reminders && !asking.unreachable;
}

base::Instant next_step(const Asking& asking, const Ticket& ticket, const Policy& policy) {
  const auto due = due_of(asking, ticket);
  if (asking.reminded.empty())
    return due;
  const auto& working = policy.working_times.of(asking.team);
  return std::max(due, calendar::deadline(asking.reminded.back(), 1, working).at);
}

} // namespace rollout
