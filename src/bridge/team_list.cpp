// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_list.hpp"

#include "base/text.hpp"
#include "gocdb/words.hpp"

#include <map>
#include <set>

namespace bridge {
namespace {

constexpr base::Seconds memory = std::chrono::hours{2 * 365 * 24};

std::string told(const Site& site) {
  return gocdb::quoted(site.name) + " of " + site.ngi + " (" + site.key + ")";
}

// Two sites that make one name ("A-B" and "C", "A" and "B-C"), and names that are hard to tell
// apart.
void tell_twins(const std::vector<Site>& sites, gocdb::Remarks& remarks) {
  std::map<std::string, const Site*> seen;
  for (const auto& site : sites)
    if (const auto [at, is_new] = seen.emplace(base::lower(site.team()), &site); !is_new) {
      const auto both = told(*at->second) + " and " + told(site);
      remarks.add(at->second->team() == site.team()
                      ? "two sites make the team name " + site.team() + ": " + both
                      : "two teams differ in large and small letters alone: " + both);
    }
}

} // namespace

TeamList next_list(const TeamList& before, SiteList fresh, base::Instant now) {
  gocdb::Remarks twins;
  tell_twins(fresh.sites, twins);
  TeamList out{std::move(fresh.sites), before.former, std::move(fresh.ngis), twins.take()};
  out.remarks.insert(out.remarks.end(), fresh.remarks.begin(), fresh.remarks.end());
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
