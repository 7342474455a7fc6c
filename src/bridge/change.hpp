// SPDX-License-Identifier: Apache-2.0
// The thought about a change in RT: a reply typed there, a mail that came by another door, our own
// copy that comes back, or a field that somebody has set.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "store/queue.hpp"

namespace bridge {

base::Result<rollout::Decision> think_about_change(World& world, const store::Job& job,
                                                   const rollout::TicketChanged& hint,
                                                   base::Instant now);

} // namespace bridge
