// SPDX-License-Identifier: Apache-2.0
// What we know of teams, sites and documents, kept as JSON in marks of the store. One that cannot
// be understood is none: it is fetched anew, and no mail waits for that.
#pragma once

#include "bridge/document_stand.hpp"
#include "bridge/site_stand.hpp"
#include "bridge/team_list.hpp"
#include "store/database.hpp"

#include <string>
#include <utility>
#include <vector>

namespace bridge {

// Empty ones when there are none.
base::Result<TeamList> stored_teams(store::Database& database);
base::Result<TeamStand> team_stand(store::Database& database);
base::Result<SiteStand> site_stand(store::Database& database);
base::Result<DocumentStand> document_stand(store::Database& database);

using Marks = std::vector<std::pair<std::string, std::string>>;
void put_mark(Marks& marks, const TeamList& list);
void put_mark(Marks& marks, const TeamStand& stand);
void put_mark(Marks& marks, const SiteStand& stand);
void put_mark(Marks& marks, const DocumentStand& stand);

} // namespace bridge
