// SPDX-License-Identifier: Apache-2.0
// What RT shows of a rollout when it is looked at, kept for those who do not see RT.
#pragma once

#include "base/id.hpp"

#include <map>
#include <optional>
#include <string>

namespace rollout {

struct Policy;
struct Ticket;

struct Glance {
  std::optional<base::TicketId> release;
  std::string title;
  std::string status;
  std::string words; // where it stands, as the ticket says it; empty: it says nothing yet
};

// By tickets; nullopt: it is no rollout of its own any more, and nothing is to be shown of it.
using Glances = std::map<base::TicketId, std::optional<Glance>>;

// `ticket` is what RT gave for `id`: another one, where that was merged into it; or none.
Glances glances_at(base::TicketId id, const std::optional<Ticket>& ticket, const Policy& policy);

} // namespace rollout
