// SPDX-License-Identifier: Apache-2.0
// Work that comes round by itself: a row that, when done, leaves its successor dated in the future.
// `sweep` (sweep.hpp) reads what changed in RT; `purge` forgets old mails; `teams` (team_chore.hpp)
// fetches the list of known sites, `sites` (site_chore.hpp) reads the sites of teams and
// `documents` (document_chore.hpp) asks for the documents of rollouts, where such a source is
// configured.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

#include <string_view>

namespace bridge {

bool is_chore(std::string_view kind);
// `job` is one.
base::Result<void> do_chore(World& world, const store::Job& job, base::Instant now);

// Sees to it that each chore has its row. At start.
base::Result<void> plan_chores(World& world, base::Instant now);

} // namespace bridge
