// SPDX-License-Identifier: Apache-2.0
// The one clock of the program.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "cli/command_line.hpp"

#include <optional>

namespace cli {

base::Instant clock_now();

// What --now says; nullopt where it is not given. Fault::invalid: it is no time.
base::Result<std::optional<base::Instant>> given_now(const CommandLine& line);

} // namespace cli
