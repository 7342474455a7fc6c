// SPDX-License-Identifier: Apache-2.0
// The chore `sites`: reads of the sites of the teams that rollouts watch which of their services
// are BETA, and their downtimes (R21-R23). Where something has changed the rollouts are looked at.
// What goes wrong at the source is no fault of the row; what was read last stays, and is called
// stale when it has become old.
#pragma once

#include "bridge/chore.hpp"

namespace bridge {

inline constexpr const char* sites_lane = "teams/sites";

base::Result<ChoreDone> refresh_sites(World& world, base::Instant now);

// At the latest when they are to be read by a bridge that starts now.
base::Result<base::Instant> sites_due(World& world, base::Instant now);

} // namespace bridge
