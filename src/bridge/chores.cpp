// SPDX-License-Identifier: Apache-2.0
#include "bridge/chores.hpp"

#include "base/log.hpp"
#include "bridge/hooks.hpp"
#include "bridge/news.hpp"
#include "bridge/site_chore.hpp"
#include "bridge/team_chore.hpp"
#include "store/desk.hpp"
#include "store/hooks.hpp"
#include "store/ledger.hpp"
#include "store/traffic.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* kinds[] = {"sweep", "purge", "teams", "sites"};
constexpr const char* cursor_mark = "sweep cursor";
constexpr const char* looked_mark = "sweep looked"; // when the overlap was read last
constexpr const char* moved_mark = "sweep moved";   // when the cursor moved last
// On PostgreSQL a lower transaction id can become visible after a higher one: look back a little.
// Rows are keyed by transaction, so what was seen before is not thought about again.
constexpr std::int64_t overlap = 200;
constexpr std::int64_t first_look = 1000; // transactions that the very first sweep looks back
// While nothing is new the overlap is read only so long after the last news, and then so often:
// what is late is late by the time of a transaction, and an RT that was restored counts from lower
// ids.
constexpr base::Seconds overlap_time{600};
constexpr base::Seconds overlap_pause{3600};

std::string lane_of(std::string_view kind) {
  // The sweep needs RT, so its lane is one of RT's: the breaker of RT holds for it too.
  return kind == "sweep"   ? "rt/sweep"
         : kind == "teams" ? teams_lane
         : kind == "sites" ? sites_lane
                           : "in/purge";
}

// `after` makes the key new: the number of the row that this one follows.
store::Item next_row(const std::string& kind, std::int64_t after, base::Instant at) {
  return {kind + "/after-" + std::to_string(after), lane_of(kind), kind, "{}", {}, at};
}

base::Seconds period(const World& world, std::string_view kind) {
  return kind == "sweep"   ? world.settings.sweep_every
         : kind == "sites" ? world.settings.teams.refresh
                           : base::Seconds{std::chrono::hours{24}};
}

Result<base::Instant> time_of(World& world, const char* name) {
  const auto kept = store::mark(world.database, name);
  if (!kept)
    return fail(kept.error());
  return base::from_unix(*kept ? std::stoll(**kept) : 0);
}

// May a transaction have come into sight that the last sweep could not see?
Result<bool> has_news(World& world, base::Instant now) {
  const auto cursor = store::mark(world.database, cursor_mark);
  const auto moved = time_of(world, moved_mark);
  const auto looked = time_of(world, looked_mark);
  if (!cursor || !moved || !looked)
    return fail(!cursor ? cursor.error() : !moved ? moved.error() : looked.error());
  const auto is_within = [&](base::Seconds span, base::Instant since) {
    return since <= now && now < since + span; // false when the clock was set back
  };
  if (!*cursor || is_within(overlap_time, *moved) || !is_within(overlap_pause, *looked))
    return true;
  const auto newest = world.tickets.newest_change();
  if (!newest)
    return fail(newest.error());
  return newest->value > std::stoll(**cursor);
}

Result<store::Settlement> sweep(World& world, base::Instant now) {
  const auto news = has_news(world, now);
  auto seen = surely_seen(world);
  if (!news || !seen)
    return fail(!news ? news.error() : seen.error());
  if (!*news)
    return store::Settlement{};
  if (seen->value == 0) {
    // A first sweep on an RT with years of history: the last bit of it is news, the rest is not.
    auto newest = world.tickets.newest_change();
    if (!newest)
      return fail(newest.error());
    seen->value = std::max<std::int64_t>(0, newest->value - first_look);
  }
  auto changes = world.tickets.changes_after(*seen);
  if (!changes)
    return fail(changes.error());
  store::Settlement out;
  std::int64_t newest = seen->value;
  for (const auto& change : *changes) {
    newest = std::max(newest, change.transaction.value);
    if (change.creator == world.settings.user || is_mere_record(change.type))
      continue;
    out.inbox.push_back(news_row(change.ticket, change.transaction));
  }
  auto reached = store::mark(world.database, cursor_mark);
  if (!reached)
    return fail(reached.error());
  const std::int64_t before = *reached ? std::stoll(**reached) : 0;
  out.marks.emplace_back(cursor_mark, std::to_string(std::max(newest, before)));
  const auto at = std::to_string(base::to_unix(now));
  out.marks.emplace_back(looked_mark, at);
  if (newest > before)
    out.marks.emplace_back(moved_mark, at);
  return out;
}

Result<store::Settlement> purge(World& world, base::Instant now) {
  auto gone = store::purge_blobs(world.database, now - world.settings.keep_mails);
  if (!gone)
    return fail(gone.error());
  if (*gone > 0)
    base::log(base::Level::info, std::to_string(*gone) + " old mails forgotten (store.keep_days)");
  for (const char* kind : kinds)
    if (auto done = store::forget_finished(world.database, store::Which::inbox, kind,
                                           now - period(world, "purge"));
        !done)
      return fail(done.error());
  // A window is a day at most (cli/wiring.cpp).
  if (auto done = store::forget_traffic(world.database, now - std::chrono::hours{48}); !done)
    return fail(done.error());
  if (auto done = store::forget_hooks(world.database, now - hook_memory); !done)
    return fail(done.error());
  return store::Settlement{};
}

// What it leaves behind, and how long until its next turn.
Result<Refreshed> do_it(World& world, std::string_view kind, base::Instant now) {
  if (kind == "teams")
    return refresh_teams(world, now);
  if (kind == "sites")
    return refresh_sites(world, now);
  auto settlement = kind == "sweep" ? sweep(world, now) : purge(world, now);
  if (!settlement)
    return fail(settlement.error());
  return Refreshed{std::move(*settlement), period(world, kind)};
}

// At the latest when a bridge that starts now is to do it.
Result<base::Instant> due_at_start(World& world, std::string_view kind, base::Instant now) {
  if (kind == "teams")
    return teams_due(world, now);
  return now + period(world, kind);
}

bool is_asked_for(const World& world, std::string_view kind) {
  return kind == "teams"   ? world.team_source != nullptr
         : kind == "sites" ? world.site_source != nullptr
                           : true;
}

// The configuration does not ask for it any more.
Result<void> give_up(World& world, const char* kind, base::Instant now) {
  auto open = store::open_rows(world.database, store::Which::inbox, lane_of(kind), kind);
  if (!open)
    return fail(open.error());
  for (const auto& job : *open)
    if (auto dropped = store::drop(world.database, {store::Which::inbox, job}, now); !dropped)
      return dropped;
  return {};
}

} // namespace

Result<base::TransactionId> surely_seen(World& world) {
  auto cursor = store::mark(world.database, cursor_mark);
  if (!cursor)
    return fail(cursor.error());
  const std::int64_t reached = *cursor ? std::stoll(**cursor) : 0;
  return base::TransactionId{std::max<std::int64_t>(0, reached - overlap)};
}

Result<bool> has_swept(World& world) {
  auto cursor = store::mark(world.database, cursor_mark);
  if (!cursor)
    return fail(cursor.error());
  return cursor->has_value();
}

bool is_chore(std::string_view kind) {
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

Result<void> do_chore(World& world, const store::Job& job, base::Instant now) {
  auto done = do_it(world, job.kind, now);
  if (!done)
    return fail(done.error());
  done->settlement.inbox.push_back(next_row(job.kind, job.id, now + done->pause));
  return store::settle(world.database, store::Which::inbox, job, done->settlement, now);
}

Result<void> plan_chores(World& world, base::Instant now) {
  for (const char* kind : kinds) {
    if (!is_asked_for(world, kind)) {
      if (auto given_up = give_up(world, kind, now); !given_up)
        return given_up;
      continue;
    }
    // One planned by a run whose clock was far ahead (`work --now`) must not sleep until then.
    const auto latest = due_at_start(world, kind, now);
    if (!latest)
      return fail(latest.error());
    auto open = store::pull_forward(world.database, store::Which::inbox, kind, *latest);
    if (!open)
      return fail(open.error());
    if (*open > 0)
      continue;
    auto newest = store::newest_row(world.database, store::Which::inbox);
    if (!newest)
      return fail(newest.error());
    if (auto put =
            store::put(world.database, store::Which::inbox, next_row(kind, *newest, now), now);
        !put)
      return fail(put.error());
  }
  return {};
}

} // namespace bridge
