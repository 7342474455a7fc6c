// SPDX-License-Identifier: Apache-2.0
// Whose turn it is. The last answer counts, so what was said on a ticket is thought about in the
// order in which it was said, though hooks come in any order and some are lost.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "store/queue.hpp"

#include <optional>

namespace bridge {

// What must be thought about before `mail` and was not yet: news of it, and `event` (the thought in
// hand, about `mail`) once more behind. nullopt: it is the turn of `mail`. `own` is its
// transaction; 0 for a mail, whose place is the time at which it arrived.
base::Result<std::optional<rollout::Decision>> wait_for_turn(World& world, const store::Job& job,
                                                             const rollout::Event& event,
                                                             const rollout::MailArrived& mail,
                                                             base::TransactionId own);

} // namespace bridge
