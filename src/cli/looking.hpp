// SPDX-License-Identifier: Apache-2.0
// What the verbs share that look at RT and at the store, and change neither.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "cli/command_line.hpp"
#include "cli/wiring.hpp"

#include <string>

namespace cli {

struct Looking {
  std::unique_ptr<Bench> bench;
  base::Instant now; // --now, or the clock's
};
base::Result<Looking> begin_looking(const CommandLine& line);

// "4711" or "#4711".
base::Result<base::TicketId> read_ticket(const std::string& word);

} // namespace cli
