// SPDX-License-Identifier: Apache-2.0
// A ticket is looked at for what it shows: a rollout is overseen, a release may begin one, of any
// other ticket nothing is owed.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/begin.hpp"
#include "rollout/effect.hpp"

namespace bridge {

// `cause` names what made us look. A ticket that we do not see owes nothing.
base::Result<rollout::Decision> tend(World& world, base::TicketId id, const std::string& cause,
                                     base::Instant now);

// The same, after somebody else's change of it.
base::Result<rollout::Decision> tend(World& world, const rollout::TicketChanged& change,
                                     base::Instant now);

// What our ledger tells of a rollout: its reports, its teams, what was prepared for lists.
base::Result<void> remember_rollout(World& world, base::TicketId id, rollout::Memory& memory);

// A release, how it moved and its rollout; `others` and `dropped` are left out.
base::Result<rollout::Origin> look_at_release(World& world, rollout::Ticket release);

} // namespace bridge
