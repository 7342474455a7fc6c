// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_chore.hpp"

#include "base/log.hpp"
#include "bridge/marks.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::log;
using base::Result;

constexpr base::Seconds retry{600};
constexpr base::Seconds soon{10}; // who is writing it will be done by then
constexpr base::Seconds trust = std::chrono::hours{7 * 24}; // in a copy against a shrunk list
constexpr std::size_t most_told = 10;

// A list that lost more than half of its sites is an accident until it has lasted.
std::optional<base::Error> doubt(const TeamSettings& settings, const TeamStand& stand,
                                 const SiteList& fresh, base::Instant now) {
  const auto count = fresh.sites.size();
  const auto told = "the list has " + std::to_string(count) + " sites";
  const std::string remedy = "if it is right, set teams.least to " + std::to_string(count);
  if (settings.least)
    return count >= *settings.least
               ? std::nullopt
               : std::optional(base::Error{Fault::refused,
                                           told + ", and teams.least asks for " +
                                               std::to_string(*settings.least),
                                           remedy});
  if (!stand.as_of || 2 * count >= stand.count || now - *stand.as_of >= trust)
    return std::nullopt;
  return base::Error{
      Fault::refused, told + " and had " + std::to_string(stand.count) + ": it is not believed",
      remedy + "; else it is believed after 7 days, on " + base::to_iso(*stand.as_of + trust)};
}

// Tells the first few of `lines`, and how many more there are.
void tell(base::Level level, const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < std::min(lines.size(), most_told); ++i)
    log(level, "teams: " + lines[i]);
  if (lines.size() > most_told)
    log(level, "teams: and " + std::to_string(lines.size() - most_told) + " more");
}

void tell_changes(const TeamList& before, const TeamList& after) {
  std::map<std::string, std::string> today;
  for (const auto& site : after.sites)
    today[site.key] = site.team();
  std::set<std::string> known;
  std::vector<std::string> lines;
  for (const auto& site : before.sites) {
    known.insert(site.key);
    const auto found = today.find(site.key);
    if (found == today.end())
      lines.push_back(site.team() + " is in the list no more");
    else if (found->second != site.team())
      lines.push_back(site.team() + " is called " + found->second + " now");
  }
  for (const auto& site : after.sites)
    if (!known.contains(site.key) && !before.sites.empty())
      lines.push_back(site.team() + " is new in the list");
  tell(base::Level::info, lines);
  if (after.remarks != before.remarks)
    tell(base::Level::warning, after.remarks);
}

// A try after which the old copy stays.
struct Trouble {
  base::Error why;
  bool came = false; // a list, but it is not believed
  base::Level level = base::Level::warning;
  base::Seconds pause = retry;
};

ChoreDone failed(const TeamSettings& settings, TeamStand stand, const Trouble& trouble,
                 base::Instant now) {
  if (!stand.failing_since) {
    stand.failing_since = now;
    log(trouble.level,
        std::string("teams: the list of sites ") +
            (trouble.came ? "was fetched, but not believed: " : "could not be fetched: ") +
            base::describe(trouble.why) +
            (stand.as_of ? "; the copy of " + base::to_iso(*stand.as_of) + " with " +
                               std::to_string(stand.count) + " sites stays"
                         : "; there is no copy of it yet") +
            "; it is tried again, and told when it is " + (trouble.came ? "believed" : "back"));
  }
  stand.trouble = base::describe(trouble.why);
  stand.doubted = trouble.came;
  ChoreDone out{{}, std::min(settings.refresh, trouble.pause)};
  put_mark(out.settlement.marks, stand);
  return out;
}

// "could not be fetched since …"; empty: there was no trouble.
std::string trouble_until_now(const TeamStand& stand) {
  if (!stand.failing_since)
    return "";
  return std::string(stand.doubted ? "was not believed" : "could not be fetched") + " since " +
         base::to_iso(*stand.failing_since);
}

} // namespace

Result<ChoreDone> refresh_teams(World& world, base::Instant now) {
  const auto& settings = world.settings.teams;
  auto stand = team_stand(world.database);
  auto before = stored_teams(world.database);
  if (!stand || !before)
    return fail(!stand ? stand.error() : before.error());
  const bool same_source = stand->source == settings.source;
  auto fresh = world.team_source->sites(now, stand->seen);
  if (!fresh)
    return failed(settings, std::move(*stand), {fresh.error()}, now);
  stand->seen = fresh->seen;
  if (!fresh->unfinished.empty())
    return failed(settings, std::move(*stand),
                  {{Fault::temporary, fresh->unfinished, "it is read again in 10 s"},
                   true,
                   base::Level::info,
                   soon},
                  now);
  if (const auto doubted = doubt(settings, same_source ? *stand : TeamStand{}, *fresh, now))
    return failed(settings, std::move(*stand), {*doubted, true}, now);
  // Keys of another source mean other sites.
  const auto after = next_list(same_source ? *before : TeamList{}, std::move(*fresh), now);
  ChoreDone out{{}, settings.refresh};
  if (const auto trouble = trouble_until_now(*stand); !trouble.empty() || !same_source)
    log(base::Level::info, "teams: " + std::to_string(after.sites.size()) + " sites from " +
                               settings.source + (trouble.empty() ? "" : ", which " + trouble));
  tell_changes(same_source ? *before : TeamList{}, after);
  put_mark(out.settlement.marks,
           TeamStand{settings.source, now, after.sites.size(), {}, "", false, stand->seen});
  if (after != *before)
    put_mark(out.settlement.marks, after);
  return out;
}

Result<base::Instant> teams_due(World& world, base::Instant now) {
  const auto& settings = world.settings.teams;
  const auto stand = team_stand(world.database);
  if (!stand)
    return fail(stand.error());
  const bool at_once = settings.near || stand->failing_since || stand->source != settings.source;
  return at_once ? now : now + settings.refresh;
}

} // namespace bridge
