// SPDX-License-Identifier: Apache-2.0
// The chore `sweep`: reads what changed in RT, so that lost hooks and hand edits heal.
#pragma once

#include "base/id.hpp"
#include "bridge/chore.hpp"

#include <optional>

namespace bridge {

// It needs RT, so its lane is one of RT's: the breaker of RT holds for it too.
inline constexpr const char* sweep_lane = "rt/sweep";

base::Result<ChoreDone> sweep(World& world, base::Instant now);

// A transaction of RT that is certainly older than all that is still to come: the place that the
// sweep has reached, less the overlap. 0 when there was no sweep yet.
base::Result<base::TransactionId> surely_seen(World& world);
// A store that has swept nothing yet goes on behind `reached`, less the overlap.
base::Result<void> sweep_from(World& world, base::TransactionId reached);
// Has any sweep been done in this store's life?
base::Result<bool> has_swept(World& world);
// When the last one was done; nullopt: none was.
base::Result<std::optional<base::Instant>> swept_at(store::Database& database);

} // namespace bridge
