// SPDX-License-Identifier: Apache-2.0
// What a chore is: work that comes round by itself. chores.hpp has the table of them.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

namespace bridge {

// What it leaves behind, and how long until its next turn.
struct ChoreDone {
  store::Settlement settlement;
  base::Seconds pause;
};

struct Chore {
  const char* kind; // of its row
  const char* lane;
  // Does the configuration ask for it?
  bool (*is_wanted)(const World& world);
  // At the latest when a bridge that starts now is to do it.
  base::Result<base::Instant> (*due_at_start)(World& world, base::Instant now);
  base::Result<ChoreDone> (*deed)(World& world, base::Instant now);
};

} // namespace bridge
