// SPDX-License-Identifier: Apache-2.0
// Gathers the Picture that a decision about a reply may look at, with as few questions to RT as
// will do.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/event.hpp"
#include "rollout/ticket.hpp"

namespace bridge {

base::Result<rollout::Picture> look(World& world, const rollout::MailArrived& mail,
                                    base::Instant now);

// The same about a mail that is held: who its sender seems to be, whatever it says.
base::Result<rollout::Picture> look_at_held(World& world, const rollout::MailArrived& mail,
                                            base::Instant now);

} // namespace bridge
