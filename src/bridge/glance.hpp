// SPDX-License-Identifier: Apache-2.0
// Glances (store/glance.hpp) follow what RT shows of rollouts: each look keeps one in the
// settlement of its thought, and what we write ourselves moves it, in the settlement of the effect.
// So the text of a glance is the one that stands in the ticket, never one that waits to be written.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "store/queue.hpp"

namespace bridge {

// Those of `decision` into `settlement`.
void keep_glances(const rollout::Decision& decision, base::Instant now,
                  store::Settlement& settlement);

// `action` was done: what is known of its ticket is what it is now. What was never looked at stays
// unknown.
base::Result<void> follow(store::Database& database, const rollout::Action& action,
                          const rollout::Policy& policy, base::Instant now,
                          store::Settlement& settlement);

} // namespace bridge
