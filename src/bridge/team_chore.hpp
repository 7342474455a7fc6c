// SPDX-License-Identifier: Apache-2.0
// The chore `teams`: fetches the list of known sites and keeps our copy of it. What goes wrong at
// the source is no fault of the row: it is written down, told once when it begins and once when it
// ends, and the last good copy stays, however long that takes.
#pragma once

#include "bridge/chore.hpp"

namespace bridge {

// A target of its own: it stops nothing else.
inline constexpr const char* teams_lane = "teams/list";

base::Result<ChoreDone> refresh_teams(World& world, base::Instant now);

// At the latest when the list is to be fetched by a bridge that starts now.
base::Result<base::Instant> teams_due(World& world, base::Instant now);

} // namespace bridge
