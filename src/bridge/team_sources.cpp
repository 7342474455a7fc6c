// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_sources.hpp"

#include "bridge/team_file.hpp"

#include <set>

namespace bridge {

using base::fail;
using base::Fault;
using base::Result;

Result<SiteList> FileTeams::sites() {
  const auto teams = read_team_file(path_);
  if (!teams)
    return fail(teams.error().fault, "teams.file: " + teams.error().what, teams.error().hint);
  if (teams->empty())
    return fail(Fault::invalid, "teams.file: " + path_ + " names no team",
                "its lines are `NGI<TAB>Site`");
  SiteList out;
  std::set<std::string> ngis;
  for (const auto& team : *teams) {
    const auto ngi = team.name.substr(0, team.name.size() - team.site.size() - 1);
    out.sites.push_back({ngi + "/" + team.site, team.site, ngi});
    ngis.insert(ngi);
  }
  out.ngis.assign(ngis.begin(), ngis.end());
  return out;
}

Result<SiteList> GocdbTeams::sites() {
  auto listing = client_.listing();
  if (!listing)
    return fail(listing.error());
  SiteList out;
  out.sites.reserve(listing->sites.size());
  for (auto& site : listing->sites)
    out.sites.push_back({std::move(site.key), std::move(site.name), std::move(site.ngi)});
  out.ngis = std::move(listing->rocs);
  out.remarks = std::move(listing->remarks);
  if (out.sites.empty())
    return fail(Fault::temporary, "GOCDB lists no site that can be a team: " + out.remarks.front(),
                "check teams.gocdb_url and teams.gocdb_scope");
  return out;
}

} // namespace bridge
