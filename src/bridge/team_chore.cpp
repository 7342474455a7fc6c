// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_chore.hpp"

#include "base/log.hpp"
#include "bridge/marks.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/team_doubt.hpp"

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
constexpr std::size_t most_told = 10;

// Tells the first few of `lines`, and how many more there are.
void tell(base::Level level, const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < std::min(lines.size(), most_told); ++i)
    log(level, "teams: " + lines[i]);
  if (lines.size() > most_told)
    log(level, "teams: and " + std::to_string(lines.size() - most_told) + " more");
}

void tell_changes(const TeamList& before, const TeamList& after, bool lost_many) {
  std::map<std::string, std::string> today;
  std::map<std::string, std::string> keys; // of the teams of today
  for (const auto& site : after.sites) {
    today[site.key] = site.team();
    keys[site.team()] = site.key;
  }
  std::set<std::string> known;  // keys
  std::set<std::string> called; // teams
  std::vector<std::string> changed;
  std::vector<std::string> lost;
  for (const auto& site : before.sites) {
    known.insert(site.key);
    called.insert(site.team());
    const auto found = today.find(site.key);
    const auto namesake = keys.find(site.team());
    if (found == today.end() && namesake == keys.end())
      lost.push_back(site.team() + " is in the list no more");
    else if (found == today.end())
      changed.push_back(site.team() + " has another key now (" + site.key + " → " +
                        namesake->second + ")");
    else if (found->second != site.team())
      changed.push_back(site.team() + " is called " + found->second + " now");
  }
  for (const auto& site : after.sites)
    if (!known.contains(site.key) && !called.contains(site.team()) && !before.sites.empty())
      changed.push_back(site.team() + " is new in the list");
  tell(lost_many ? base::Level::warning : base::Level::info, lost);
  tell(base::Level::info, changed);
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
  // A doubt is told also where trouble of another kind went before, and so is whatever becomes of a
  // file that was being written.
  const bool was_unfinished = stand.doubted && !stand.doubt;
  const bool is_new = !stand.failing_since || (stand.doubt && stand.doubt->since == now) ||
                      (was_unfinished && trouble.level == base::Level::warning);
  stand.failing_since = stand.failing_since.value_or(now);
  if (is_new)
    log(trouble.level,
        std::string("teams: the list of sites ") +
            (trouble.came ? "was fetched, but not believed: " : "could not be fetched: ") +
            base::describe(trouble.why) +
            (stand.as_of ? "; the copy of " + base::to_iso(*stand.as_of) + " with " +
                               std::to_string(stand.count) + " sites stays"
                         : "; there is no copy of it yet") +
            "; it is tried again, and told when it is " + (trouble.came ? "believed" : "back"));
  stand.trouble = base::describe(trouble.why);
  stand.doubted = trouble.came;
  ChoreDone out{{}, std::min(settings.refresh, trouble.pause)};
  put_mark(out.settlement.marks, stand);
  return out;
}

ChoreDone doubted(const TeamSettings& settings, TeamStand stand, Judgement judged,
                  base::Instant now) {
  stand.doubt = judged.doubt;
  auto out = failed(settings, std::move(stand), {std::move(*judged.why), true}, now);
  if (judged.letter)
    out.settlement.outbox.push_back(to_item(*judged.letter, now));
  return out;
}

// "could not be fetched since …"; empty: there was no trouble.
std::string trouble_until_now(const TeamStand& stand) {
  if (!stand.failing_since)
    return "";
  if (!stand.doubted)
    return "could not be fetched since " + base::to_iso(*stand.failing_since);
  return "was not believed since " +
         base::to_iso(stand.doubt ? stand.doubt->since : *stand.failing_since);
}

} // namespace

Result<ChoreDone> refresh_teams(World& world, base::Instant now) {
  const auto& settings = world.settings.teams;
  auto stand = team_stand(world.database);
  auto before = stored_teams(world.database);
  if (!stand || !before)
    return fail(!stand ? stand.error() : before.error());
  if (stand->source != settings.source) // keys of another source mean other sites
    *before = {};
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
  if (auto judged = judge(world.settings, *stand, *before, *fresh, now); judged.why)
    return doubted(settings, std::move(*stand), std::move(judged), now);
  const bool lost_many = are_many(gone(*before, *fresh).size(), before->sites.size());
  const auto after = next_list(*before, std::move(*fresh), now);
  ChoreDone out{{}, settings.refresh};
  if (const auto trouble = trouble_until_now(*stand);
      !trouble.empty() || stand->source != settings.source)
    log(base::Level::info, "teams: " + std::to_string(after.sites.size()) + " sites from " +
                               settings.source + (trouble.empty() ? "" : ", which " + trouble));
  tell_changes(*before, after, lost_many);
  put_mark(out.settlement.marks,
           TeamStand{settings.source, now, after.sites.size(), {}, "", false, {}, stand->seen});
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
