// SPDX-License-Identifier: Apache-2.0
#include "bridge/sweep.hpp"

#include "bridge/away.hpp"
#include "bridge/news.hpp"
#include "store/backlog.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <optional>

namespace bridge {
namespace {

using base::fail;
using base::Result;

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

// nullopt: it was never put.
Result<std::optional<std::int64_t>> number_of(World& world, const char* name) {
  const auto kept = store::mark(world.database, name);
  if (!kept)
    return fail(kept.error());
  return *kept ? std::optional<std::int64_t>(std::stoll(**kept)) : std::nullopt;
}

// May a transaction have come into sight that the last sweep could not see?
Result<bool> has_news(World& world, base::Instant now) {
  const auto cursor = number_of(world, cursor_mark);
  const auto moved = number_of(world, moved_mark);
  const auto looked = number_of(world, looked_mark);
  if (!cursor || !moved || !looked)
    return fail(!cursor ? cursor.error() : !moved ? moved.error() : looked.error());
  const auto is_within = [&](base::Seconds span, std::optional<std::int64_t> at) {
    const auto since = base::from_unix(at.value_or(0));
    return since <= now && now < since + span; // false when the clock was set back
  };
  if (!*cursor || is_within(overlap_time, *moved) || !is_within(overlap_pause, *looked))
    return true;
  const auto newest = world.tickets.newest_change();
  if (!newest)
    return fail(newest.error());
  return newest->value > **cursor;
}

} // namespace

Result<ChoreDone> sweep(World& world, base::Instant now) {
  const auto news = has_news(world, now);
  auto seen = surely_seen(world);
  if (!news || !seen)
    return fail(!news ? news.error() : seen.error());
  ChoreDone done{{}, world.settings.sweep_every};
  if (auto shown = show_life(world, done.settlement, now); !shown)
    return fail(shown.error());
  if (!*news)
    return done;
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
  auto& out = done.settlement;
  std::int64_t newest = seen->value;
  for (const auto& change : *changes) {
    newest = std::max(newest, change.transaction.value);
    if (change.creator == world.settings.user || is_mere_record(change.type))
      continue;
    out.inbox.push_back(news_row(change.ticket, change.transaction));
  }
  const auto reached = number_of(world, cursor_mark);
  if (!reached)
    return fail(reached.error());
  const std::int64_t before = reached->value_or(0);
  out.marks.emplace_back(cursor_mark, std::to_string(std::max(newest, before)));
  const auto at = std::to_string(base::to_unix(now));
  out.marks.emplace_back(looked_mark, at);
  if (newest > before)
    out.marks.emplace_back(moved_mark, at);
  return done;
}

Result<base::TransactionId> surely_seen(World& world) {
  const auto cursor = number_of(world, cursor_mark);
  if (!cursor)
    return fail(cursor.error());
  return base::TransactionId{std::max<std::int64_t>(0, cursor->value_or(0) - overlap)};
}

Result<void> sweep_from(World& world, base::TransactionId reached) {
  return store::set_mark(world.database, cursor_mark, base::to_string(reached));
}

Result<bool> has_swept(World& world) {
  const auto cursor = number_of(world, cursor_mark);
  if (!cursor)
    return fail(cursor.error());
  return cursor->has_value();
}

Result<std::optional<base::Instant>> swept_at(store::Database& database) {
  const auto cursor = store::mark(database, cursor_mark);
  if (!cursor)
    return fail(cursor.error());
  if (!*cursor)
    return std::nullopt;
  return store::newest_in_lane(database, store::Which::inbox, sweep_lane); // put when it was done
}

} // namespace bridge
