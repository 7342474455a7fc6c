// SPDX-License-Identifier: Apache-2.0
// Whose turn it is. The last answer counts, so what was said on a ticket is thought about in the
// order in which it was said, though hooks come in any order and some are lost.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "store/queue.hpp"

namespace bridge {

// What is decided about `reply`; or, where something was said on its ticket before it and was not
// thought about yet: news of that, and `event` (the thought in hand) once more behind. `own` is the
// transaction of what was typed in RT; 0 for a mail, whose place is the time at which it arrived.
base::Result<rollout::Decision> decide_in_turn(World& world, const store::Job& job,
                                               const rollout::Event& event,
                                               const rollout::ReplyReceived& reply,
                                               base::TransactionId own, base::Instant now);

} // namespace bridge
