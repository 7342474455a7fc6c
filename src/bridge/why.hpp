// SPDX-License-Identifier: Apache-2.0
// Where a ticket stands: read from RT and from our store, nothing written.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/why.hpp"
#include "store/desk.hpp"

#include <string>
#include <vector>

namespace bridge {

struct Standing {
  std::string status; // of the ticket in RT
  rollout::Why why;
  // Rows about it, or about its rollout, that wait for a human, or were tried in vain.
  std::vector<store::Listed> stuck;
};

// Fault::not_found: there is no such ticket that we may see.
base::Result<Standing> why(World& world, base::TicketId id, base::Instant now);

} // namespace bridge
