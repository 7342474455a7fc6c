// SPDX-License-Identifier: Apache-2.0
// Work that comes round by itself: a row that, when done, leaves its successor dated in the future.
// `sweep` reads what changed in RT, so that lost hooks and hand edits heal; `purge` forgets old
// mails; `teams` (team_chore.hpp) fetches the list of known sites, where one is configured.
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

#include <string_view>

namespace bridge {

bool is_chore(std::string_view kind);
base::Result<void> do_chore(World& world, const store::Job& job, base::Instant now);

// A transaction of RT that is certainly older than all that is still to come: the place that the
// sweep has reached, less the overlap. 0 when there was no sweep yet.
base::Result<base::TransactionId> surely_seen(World& world);
// Has any sweep been done in this store's life?
base::Result<bool> has_swept(World& world);

// Sees to it that each chore has its row. At start.
base::Result<void> plan_chores(World& world, base::Instant now);

} // namespace bridge
