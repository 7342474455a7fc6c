// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_list.hpp"

#include <set>

namespace bridge {
namespace {

constexpr base::Seconds memory = std::chrono::hours{2 * 365 * 24};

} // namespace

TeamList next_list(const TeamList& before, SiteList fresh, base::Instant now) {
  TeamList out{std::move(fresh.sites), before.former, std::move(fresh.ngis),
               std::move(fresh.remarks)};
  std::set<std::string> teams;
  for (const auto& site : out.sites)
    teams.insert(site.team());
  for (const auto& site : before.sites)
    out.former.push_back({site.key, site.team(), now});
  std::erase_if(out.former, [&](const FormerSite& one) {
    return teams.contains(one.team) || now - one.since > memory;
  });
  return out;
}

std::vector<std::string> gone(const TeamList& before, const SiteList& fresh) {
  std::set<std::string> keys;
  std::set<std::string> teams;
  for (const auto& site : fresh.sites) {
    keys.insert(site.key);
    teams.insert(site.team());
  }
  std::vector<std::string> out;
  for (const auto& site : before.sites)
    if (!keys.contains(site.key) && !teams.contains(site.team()))
      out.push_back(site.team());
  return out;
}

} // namespace bridge
