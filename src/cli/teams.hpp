// SPDX-License-Identifier: Apache-2.0
// The section [teams] of the configuration: where the list of known sites comes from.
#pragma once

#include "bridge/world.hpp"
#include "cli/config.hpp"

#include <memory>

namespace cli {

// Errors name the key that is wrong.
base::Result<bridge::TeamSettings> read_teams(const Config& config);

// nullptr: RT's groups alone.
base::Result<std::unique_ptr<bridge::TeamSource>> team_source(const Config& config);

// Are BETA services and downtimes of teams' sites to be shown?
base::Result<bool> watches_sites(const Config& config);
// nullptr: they are not.
base::Result<std::unique_ptr<bridge::SiteSource>> site_source(const Config& config);

} // namespace cli
