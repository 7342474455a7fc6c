// SPDX-License-Identifier: Apache-2.0
// What we know of the sites of teams (site_chore.hpp reads them, marks.hpp keeps it), and whose
// sites are looked at: lines `watched` of the ledger.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "rollout/ticket.hpp"
#include "store/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct SiteStand {
  std::vector<rollout::SiteNews> sites;
  std::optional<base::Instant> failing_since; // nullopt: the last reading went well
  std::string trouble;                        // why it did not
};

// Of each ticket whose teams' sites are looked at.
base::Result<std::map<base::TicketId, rollout::Watch>> watches(store::Database& database);

// What `memory` of ticket `id`, which has its own watch, is to hold of sites.
base::Result<void> remember_sites(store::Database& database, base::TicketId id,
                                  rollout::Memory& memory);

} // namespace bridge
