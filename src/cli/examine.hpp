// SPDX-License-Identifier: Apache-2.0
// The parts of `doctor` that open what a configuration names. The checks that `serve` makes at its
// start are the same functions (wiring.hpp, front_door.hpp).
#pragma once

#include "bridge/finding.hpp"
#include "bridge/world.hpp"
#include "cli/config.hpp"
#include "store/database.hpp"

#include <optional>

namespace cli {

// A configuration as far as it can be used: what cannot be read of its files is told, and left out.
struct Usable {
  Config config;
  bridge::Settings settings;
};
// An Error: none of it can be used.
base::Result<Usable> examine_configuration(bridge::Findings& findings, const Config& config);

// nullopt: there is none that can be read.
std::optional<store::Database> examine_store(bridge::Findings& findings, const Usable& usable,
                                             base::Instant now);

// RT with its clock, and its teams with what `database` knows of their sites.
void examine_rt_and_teams(bridge::Findings& findings, const Usable& usable,
                          std::optional<store::Database>& database);
void examine_mail(bridge::Findings& findings, const Usable& usable);
void examine_others(bridge::Findings& findings, const Usable& usable);

} // namespace cli
