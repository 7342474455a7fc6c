// SPDX-License-Identifier: Apache-2.0
// One inbox row: understand it and decide; then settle effects, alarms, ledger and "row done" in
// one transaction.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "store/queue.hpp"

namespace bridge {

// What `job`, no chore, leads to. Nothing is settled or done, and it need not be a row.
base::Result<rollout::Decision> consider(World& world, const store::Job& job, base::Instant now);

// Fault::temporary: RT could not be asked. Nothing was settled then.
base::Result<void> think(World& world, const store::Job& job, base::Instant now);

} // namespace bridge
