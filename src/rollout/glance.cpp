// SPDX-License-Identifier: Apache-2.0
#include "rollout/glance.hpp"

#include "base/text.hpp"
#include "rollout/ending.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

Glances glances_at(base::TicketId id, const std::optional<Ticket>& ticket, const Policy& policy) {
  Glances out{{id, std::nullopt}};
  if (ticket && is_rollout(*ticket, policy) &&
      !base::same_ignoring_case(ticket->status, "deleted")) // RT's own word
    out[ticket->id] = Glance{release_of_rollout(*ticket, policy), ticket->subject, ticket->status,
                             first_value(*ticket, policy.status_field)};
  return out;
}

} // namespace rollout
