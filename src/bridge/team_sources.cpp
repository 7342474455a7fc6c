// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_sources.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "bridge/team_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <set>

namespace bridge {

using base::fail;
using base::Fault;
using base::Result;

namespace {

constexpr base::Seconds at_rest{10}; // so long a file is left alone before it is believed

// When it was last written to; 1970 where nobody can tell.
base::Instant changed_at(const std::string& path) {
  struct stat file {};
  return base::from_unix(stat(path.c_str(), &file) == 0 ? file.st_mtim.tv_sec : 0);
}

// Why somebody may still be writing it; empty: nobody is. One dated well ahead of us tells nothing
// by its date.
std::string unfinished(std::string_view text, base::Seconds age, bool same_as_before) {
  if (age > -at_rest && age < at_rest)
    return "it was changed " + std::to_string(std::max(age, base::Seconds{0}).count()) + " s ago";
  if (!text.empty() && text.back() != '\n' && !same_as_before)
    return "its last line, " + std::to_string(base::lines(text).size()) + ", has no end";
  return "";
}

} // namespace

Result<SiteList> FileTeams::sites(base::Instant now, const std::string& seen) {
  const auto text = text_of_team_file(path_);
  if (!text)
    return fail(text.error().fault, "teams.file: " + text.error().what, text.error().hint);
  SiteList out;
  out.seen = base::short_digest(*text);
  if (const auto why = unfinished(*text, now - changed_at(path_), out.seen == seen); !why.empty()) {
    out.unfinished = "teams.file: " + path_ + " is being written: " + why;
    return out;
  }
  const auto teams = read_teams(*text, path_);
  if (!teams)
    return fail(teams.error().fault, "teams.file: " + teams.error().what, teams.error().hint);
  std::set<std::string> ngis;
  for (const auto& team : *teams) {
    const auto ngi = team.name.substr(0, team.name.size() - team.site.size() - 1);
    out.sites.push_back({ngi + "/" + team.site, team.site, ngi});
    ngis.insert(ngi);
  }
  out.ngis.assign(ngis.begin(), ngis.end());
  return out;
}

Result<SiteList> GocdbTeams::sites(base::Instant, const std::string&) {
  auto listing = client_.listing();
  if (!listing)
    return fail(listing.error());
  SiteList out;
  out.sites.reserve(listing->sites.size());
  for (auto& site : listing->sites)
    out.sites.push_back({std::move(site.key), std::move(site.name), std::move(site.ngi)});
  out.ngis = std::move(listing->rocs);
  out.remarks = std::move(listing->remarks);
  out.strays = std::move(listing->strays);
  if (out.sites.empty())
    return fail(Fault::temporary, "GOCDB lists no site that can be a team: " + out.remarks.front(),
                "check teams.gocdb_url and teams.gocdb_scope");
  return out;
}

Result<rollout::SiteNews> GocdbSites::services(const std::string& name) {
  auto read = client_.services_of(name);
  if (!read)
    return fail(read.error());
  rollout::SiteNews out;
  // What was left out may be BETA; and a site without any service goes by another name there.
  out.whole = read->remarks.empty() && !read->services.empty();
  for (auto& one : read->services) {
    if (one.beta.value_or(false))
      out.beta.push_back({std::move(one.host), std::move(one.type), std::move(one.portal)});
    out.whole = out.whole && one.beta.has_value();
  }
  return out;
}

Result<SiteSource::Downtimes> GocdbSites::downtimes(const std::vector<std::string>& names,
                                                    base::Instant from, base::Instant to) {
  auto read = client_.downtimes_of(names, from, to);
  if (!read)
    return fail(read.error());
  Downtimes out;
  for (const auto& one : read->downtimes) {
    std::map<std::string, std::set<std::string>> hosts;
    for (const auto& service : one.services)
      hosts[service.site].insert(service.host);
    for (const auto& [site, names_there] : hosts)
      out[site].push_back(
          {one.id, one.severity, one.start, one.end, {names_there.begin(), names_there.end()}});
  }
  return out;
}

} // namespace bridge
