// SPDX-License-Identifier: Apache-2.0
#include "bridge/site_chore.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "bridge/known_teams.hpp"
#include "bridge/marks.hpp"
#include "bridge/outgoing.hpp"
#include "rollout/notes.hpp"

#include <algorithm>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::log;
using base::Result;
using rollout::SiteNews;

constexpr base::Seconds retry{600};
constexpr base::Seconds ahead = std::chrono::hours{7 * 24}; // downtimes that begin by then are news
constexpr int most_failures = 3;                            // in a row: the others are not tried

// The teams that are watched and whose site is known.
std::vector<rollout::Team> teams_of(const std::map<base::TicketId, rollout::Watch>& watches,
                                    const std::vector<rollout::Team>& known) {
  std::vector<rollout::Team> out;
  for (const auto& team : known)
    if (!team.site.empty() && std::any_of(watches.begin(), watches.end(), [&](const auto& one) {
          return one.second.has(team.name);
        }))
      out.push_back(team);
  return out;
}

// One round of readings. What could not be read is as it was.
class Round {
public:
  // What is older than `trust` by `now` is called stale.
  Round(SiteSource& source, SiteStand before, base::Seconds trust, base::Instant now)
      : source_(source), before_(std::move(before)), trust_(trust), now_(now) {}

  SiteStand read(const std::vector<rollout::Team>& teams) {
    read_downtimes(teams);
    for (const auto& team : teams)
      if (auto news = read_site(team))
        after_.sites.push_back(std::move(*news));
      else
        keep(team);
    tell();
    return std::move(after_);
  }

private:
  void read_downtimes(const std::vector<rollout::Team>& teams) {
    std::vector<std::string> sites;
    for (const auto& team : teams)
      sites.push_back(team.site);
    if (auto read = source_.downtimes(sites, now_, now_ + ahead))
      downtimes_ = std::move(*read);
    else
      failed(read.error());
  }

  // nullopt: it could not be read, or the source has failed too often in this round to be asked.
  std::optional<SiteNews> read_site(const rollout::Team& team) {
    if (!downtimes_ || failures_ >= most_failures)
      return std::nullopt;
    auto news = source_.services(team.site);
    if (!news) {
      failed(news.error());
      return std::nullopt;
    }
    failures_ = 0;
    news->team = team.name;
    news->site = team.site;
    news->as_of = now_;
    news->downtimes = std::move((*downtimes_)[team.site]);
    return std::move(*news);
  }

  void keep(const rollout::Team& team) {
    const auto* old = rollout::news_of(before_.sites, team.name);
    if (old == nullptr)
      return;
    after_.sites.push_back(*old);
    after_.sites.back().stale = now_ - old->as_of > trust_;
  }

  void failed(const base::Error& error) {
    ++failures_;
    if (after_.trouble.empty())
      after_.trouble = base::describe(error);
    after_.failing_since = before_.failing_since.value_or(now_);
  }

  void tell() const {
    if (after_.failing_since && !before_.failing_since)
      log(base::Level::warning, "sites: not all could be read: " + after_.trouble +
                                    "; what was read before stays; it is tried again, and told "
                                    "when it is back");
    if (before_.failing_since && !after_.failing_since)
      log(base::Level::info, "sites: all can be read again, after trouble since " +
                                 base::to_iso(*before_.failing_since));
  }

  SiteSource& source_;
  SiteStand before_;
  base::Seconds trust_;
  base::Instant now_;
  SiteStand after_;
  std::optional<SiteSource::Downtimes> downtimes_;
  int failures_ = 0; // in a row
};

// Teams of which something else is known than before.
std::set<std::string> changed(const SiteStand& before, const SiteStand& after) {
  std::set<std::string> out;
  for (const auto& one : after.sites) {
    const auto* old = rollout::news_of(before.sites, one.team);
    if (old == nullptr || old->stale != one.stale || !old->says_same(one))
      out.insert(one.team);
  }
  return out;
}

} // namespace

Result<ChoreDone> refresh_sites(World& world, base::Instant now) {
  const auto& settings = world.settings.teams;
  const auto watched = watches(world.database);
  const auto known = known_teams(world.database, world.settings.teams, now);
  const auto before = site_stand(world.database);
  if (!watched || !known || !before)
    return fail(!watched ? watched.error() : !known ? known.error() : before.error());
  ChoreDone out{{}, settings.refresh};
  const auto teams = teams_of(*watched, known->teams);
  if (teams.empty()) {
    if (!before->sites.empty() || before->failing_since)
      put_mark(out.settlement.marks, SiteStand{});
    return out;
  }
  const auto after =
      Round(*world.site_source, *before, world.settings.policy.asks.trust_news, now).read(teams);
  if (after.failing_since)
    out.pause = std::min(settings.refresh, retry);
  put_mark(out.settlement.marks, after);
  const auto news = changed(*before, after);
  const auto watched_now = watches(world.database); // who began to watch meanwhile saw the old mark
  if (!watched_now)
    return fail(watched_now.error());
  for (const auto& one : *watched_now)
    if (std::any_of(news.begin(), news.end(),
                    [&](const auto& team) { return one.second.has(team); }))
      out.settlement.inbox.push_back(to_item(rollout::look_at(
          one.first, now, "sites-" + base::to_iso(now), "something is new at its teams' sites")));
  return out;
}

Result<base::Instant> sites_due(World& world, base::Instant now) {
  return now + world.settings.teams.refresh;
}

} // namespace bridge
