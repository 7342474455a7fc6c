// SPDX-License-Identifier: Apache-2.0
// When RT or the bridge was away: lines `away` of the ledger about "rt" or "bridge", for the
// figures. The bridge was, when it has given no sign of life for much longer than between two
// sweeps; RT, when what was asked of it failed for ten minutes and more. A clock that was given
// (`work --now`) jumps: it tells nothing of the bridge, and of RT what its own runs have seen.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/away.hpp"
#include "store/queue.hpp"

#include <vector>

namespace bridge {

// A sign of life, as a part of `out`; with the line, where the last one is too long ago.
base::Result<void> show_life(World& world, store::Settlement& out, base::Instant now);

// At start: a sign of life, and since when RT is silent comes back to its breaker.
base::Result<void> wake_up(World& world, base::Instant now);

// Something for RT failed, and its breaker knows whether that was RT's silence. A sign of life of
// ours, too: while RT is away no sweep leaves one.
base::Result<void> rt_failed(World& world, base::Instant now);
// RT has answered, and was silent `since`.
base::Result<void> rt_is_back(World& world, base::Instant since, base::Instant now);

// All of them, and what lasts still at `now`, by the true clock or by a `given` one.
base::Result<std::vector<rollout::Away>>
away_times(store::Database& database, base::Seconds sweep_every, bool given, base::Instant now);

} // namespace bridge
