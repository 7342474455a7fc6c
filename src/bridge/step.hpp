// SPDX-License-Identifier: Apache-2.0
// The engine: claims one job that is due, has it thought about or done, and books how it ended.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"

#include <string_view>
#include <vector>

namespace bridge {

enum class Stepped {
  nothing, // nothing is due
  done,
  failed, // it will be tried again, or is stuck and the owner is told
};

// One job of one of `targets`: "in" (arrivals, no outside needed), "rt", "post", "teams" (the list
// of known sites). An Error means that the store itself cannot be used.
base::Result<Stepped> step(World& world, const std::vector<std::string_view>& targets,
                           base::Instant now);

// After an Error of `step`: the job that was in hand cannot have been booked, and is taken back.
// Only by the thread that works on these targets.
base::Result<void> take_back(World& world, const std::vector<std::string_view>& targets,
                             base::Instant now);

// At start, by the holder of the lock: what a dead program left is ready again, what waited for
// another try is due, the chores are planned.
// What was being written to RT when it died waits for `settings.linger` first.
base::Result<void> begin(World& world, base::Instant now);

} // namespace bridge
