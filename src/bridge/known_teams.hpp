// SPDX-License-Identifier: Apache-2.0
// Which sites there are, as far as our copy of the list tells (team_chore.hpp keeps it). Asks
// nobody, so no thought ever waits for who knows it. Who may answer for a team is another matter:
// RT's groups.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/roster.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct KnownTeams {
  std::vector<rollout::Team> teams;    // by name, each once
  std::vector<rollout::Former> former; // none of them is in `teams`
  std::vector<std::string> ngis;       // those of the configuration, too
  std::optional<base::Instant> as_of;  // when the list was last seen to be so; nullopt: no list
  bool stale = false; // the last try failed, and the list is older than two periods
};

// Without a source there are no teams, only `ngis`; without a copy, too.
base::Result<KnownTeams> known_teams(store::Database& database, const TeamSettings& settings,
                                     base::Instant now);

} // namespace bridge
