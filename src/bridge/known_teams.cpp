// SPDX-License-Identifier: Apache-2.0
#include "bridge/known_teams.hpp"

#include "bridge/marks.hpp"

#include <algorithm>
#include <map>

namespace bridge {

using base::fail;
using base::Result;

namespace {

// Two sites may make one name ("A-B" and "C", "A" and "B-C"): then nobody says where the NGI ends.
std::vector<rollout::Team> teams_of(const std::vector<Site>& sites) {
  std::map<std::string, std::string> site_of;
  for (const auto& site : sites)
    if (const auto [at, is_new] = site_of.emplace(site.team(), site.name); !is_new)
      at->second.clear();
  std::vector<rollout::Team> out;
  out.reserve(site_of.size());
  for (const auto& [team, site] : site_of)
    out.push_back({team, site});
  return out;
}

std::vector<rollout::Former> former_of(const TeamList& list) {
  std::map<std::string_view, std::string> today;
  for (const auto& site : list.sites)
    today.emplace(site.key, site.team());
  std::vector<rollout::Former> out;
  out.reserve(list.former.size());
  for (const auto& one : list.former)
    out.push_back({one.team, today[one.key], one.since});
  return out;
}

} // namespace

Result<KnownTeams> known_teams(store::Database& database, const TeamSettings& settings,
                               base::Instant now) {
  KnownTeams out;
  out.ngis = settings.ngis;
  if (!settings.source.empty()) {
    const auto stand = team_stand(database);
    const auto list = stored_teams(database);
    if (!stand || !list)
      return fail(!stand ? stand.error() : list.error());
    out.teams = teams_of(list->sites);
    out.former = former_of(*list);
    out.ngis.insert(out.ngis.end(), list->ngis.begin(), list->ngis.end());
    out.as_of = stand->as_of;
    out.stale = stand->failing_since && stand->as_of && now - *stand->as_of > 2 * settings.refresh;
  }
  std::sort(out.ngis.begin(), out.ngis.end());
  out.ngis.erase(std::unique(out.ngis.begin(), out.ngis.end()), out.ngis.end());
  return out;
}

} // namespace bridge
