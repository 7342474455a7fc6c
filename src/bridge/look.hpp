// SPDX-License-Identifier: Apache-2.0
// Gathers the Picture that a decision about a reply may look at, with as few questions to RT as
// will do.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/event.hpp"
#include "rollout/flood.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace bridge {

// Where files matter, on a rollout, those of `mail` are looked into, wherever its bytes are kept.
base::Result<rollout::Picture> look(World& world, rollout::MailArrived& mail, base::Instant now);

// Every team there is into `picture.roster`: those of `names`, RT's groups, and the sites that our
// copy of their list knows.
base::Result<void> look_at_all_teams(World& world, std::vector<std::string> names,
                                     rollout::Picture& picture, base::Instant now);

// What else came there lately, from our own store alone.
base::Result<rollout::Traffic> look_at_traffic(World& world, const rollout::MailArrived& mail);

// About a mail that is held: its ticket and, where he is told of it, who its sender seems to be.
base::Result<rollout::Picture> look_at_held(World& world, const rollout::MailHeld& held,
                                            base::Instant now);

} // namespace bridge
