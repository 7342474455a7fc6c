// SPDX-License-Identifier: Apache-2.0
// What the configuration says of releases and reports: how titles name them, and what a report
// should hold.
#pragma once

#include "cli/config.hpp"
#include "documents/inspect.hpp"
#include "rollout/naming.hpp"

namespace cli {

// Errors name the key that is wrong, and the line of its file.
base::Result<rollout::Naming> read_naming(const Config& config);
base::Result<documents::Expected> read_expected(const Config& config);

} // namespace cli
