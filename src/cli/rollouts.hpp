// SPDX-License-Identifier: Apache-2.0
// How rollouts begin, whom they ask and until when, from the configuration and the tables that it
// names.
#pragma once

#include "cli/config.hpp"
#include "rollout/policy.hpp"

namespace cli {

// Fault::invalid names the key, or the file and its line, and the remedy.
base::Result<void> read_rollouts(const Config& config, rollout::Policy& policy);

} // namespace cli
