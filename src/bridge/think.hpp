// SPDX-License-Identifier: Apache-2.0
// One inbox row: understand it, decide, and settle effects, alarms, ledger and "row done" in one
// transaction.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

namespace bridge {

// Fault::temporary: RT could not be asked. Nothing was settled then.
base::Result<void> think(World& world, const store::Job& job, base::Instant now);

} // namespace bridge
