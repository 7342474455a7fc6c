// SPDX-License-Identifier: Apache-2.0
#include "bridge/chores.hpp"

#include "base/log.hpp"
#include "bridge/hooks.hpp"
#include "bridge/news.hpp"
#include "store/hooks.hpp"
#include "store/ledger.hpp"
#include "store/traffic.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* cursor_mark = "sweep cursor";
// On PostgreSQL a lower transaction id can become visible after a higher one: look back a little.
// Rows are keyed by transaction, so what was seen before is not thought about again.
constexpr std::int64_t overlap = 200;
constexpr std::int64_t first_look = 1000; // transactions that the very first sweep looks back

// `after` makes the key new: the number of the row that this one follows.
store::Item next_row(const std::string& kind, std::int64_t after, base::Instant at) {
  // The sweep needs RT, so its lane is one of RT's: the breaker of RT holds for it too.
  const std::string lane = kind == "sweep" ? "rt/sweep" : "in/" + kind;
  return {kind + "/after-" + std::to_string(after), lane, kind, "{}", {}, at};
}

base::Seconds period(const World& world, std::string_view kind) {
  return kind == "sweep" ? world.settings.sweep_every : base::Seconds{std::chrono::hours{24}};
}

Result<store::Settlement> sweep(World& world) {
  auto seen = surely_seen(world);
  if (!seen)
    return fail(seen.error());
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
  return out;
}

Result<store::Settlement> purge(World& world, base::Instant now) {
  auto gone = store::purge_blobs(world.database, now - world.settings.keep_mails);
  if (!gone)
    return fail(gone.error());
  if (*gone > 0)
    base::log(base::Level::info, std::to_string(*gone) + " old mails forgotten (store.keep_days)");
  for (const char* kind : {"sweep", "purge"})
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
  return kind == "sweep" || kind == "purge";
}

Result<void> do_chore(World& world, const store::Job& job, base::Instant now) {
  auto settlement = job.kind == "sweep" ? sweep(world) : purge(world, now);
  if (!settlement)
    return fail(settlement.error());
  settlement->inbox.push_back(next_row(job.kind, job.id, now + period(world, job.kind)));
  return store::settle(world.database, store::Which::inbox, job, *settlement, now);
}

Result<void> plan_chores(World& world, base::Instant now) {
  for (const char* kind : {"sweep", "purge"}) {
    // One planned by a run whose clock was far ahead (`work --now`) must not sleep until then.
    auto open =
        store::pull_forward(world.database, store::Which::inbox, kind, now + period(world, kind));
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
