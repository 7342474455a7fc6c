// SPDX-License-Identifier: Apache-2.0
#include "bridge/chores.hpp"

#include "base/log.hpp"
#include "bridge/codec.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

constexpr const char* cursor_mark = "sweep cursor";
// On PostgreSQL a lower transaction id can become visible after a higher one: look back a little.
// Rows are keyed by transaction, so what was seen before is not thought about again.
constexpr std::int64_t overlap = 200;

store::Item next_row(const std::string& kind, base::Instant at) {
  // The sweep needs RT, so its lane is one of RT's: the breaker of RT holds for it too.
  const std::string lane = kind == "sweep" ? "rt/sweep" : "in/" + kind;
  return {kind + "/" + base::to_iso(at), lane, kind, "{}", {}, at};
}

Result<store::Settlement> sweep(World& world) {
  auto seen = surely_seen(world);
  if (!seen)
    return fail(seen.error());
  auto changes = world.tickets.changes_after(*seen);
  if (!changes)
    return fail(changes.error());
  store::Settlement out;
  std::int64_t newest = seen->value == 0 ? 0 : seen->value + overlap;
  for (const auto& change : *changes) {
    newest = std::max(newest, change.transaction.value);
    if (change.creator == world.settings.user)
      continue;
    out.inbox.push_back({"txn/" + base::to_string(change.transaction),
                         rollout::rt_lane(change.ticket),
                         kind_of(rollout::Event{change}),
                         to_json(rollout::Event{change}),
                         {},
                         base::from_unix(0)});
  }
  out.marks.emplace_back(cursor_mark, std::to_string(newest));
  return out;
}

Result<store::Settlement> purge(World& world, base::Instant now) {
  auto gone = store::purge_blobs(world.database, now - world.settings.keep_mails);
  if (!gone)
    return fail(gone.error());
  if (*gone > 0)
    base::log(base::Level::info, std::to_string(*gone) + " old mails forgotten (store.keep_days)");
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

bool is_chore(std::string_view kind) {
  return kind == "sweep" || kind == "purge";
}

Result<void> do_chore(World& world, const store::Job& job, base::Instant now) {
  auto settlement = job.kind == "sweep" ? sweep(world) : purge(world, now);
  if (!settlement)
    return fail(settlement.error());
  const base::Seconds every =
      job.kind == "sweep" ? world.settings.sweep_every : base::Seconds{std::chrono::hours{24}};
  settlement->inbox.push_back(next_row(job.kind, now + every));
  return store::settle(world.database, store::Which::inbox, job, *settlement, now);
}

Result<void> plan_chores(World& world, base::Instant now) {
  for (const char* kind : {"sweep", "purge"}) {
    auto open = world.database.run("SELECT 1 FROM inbox WHERE kind = ?1 AND state <> 'done' AND "
                                   "state <> 'dropped'",
                                   {std::string(kind)});
    if (!open)
      return fail(open.error());
    if (!open->empty())
      continue;
    if (auto put = store::put(world.database, store::Which::inbox, next_row(kind, now), now); !put)
      return fail(put.error());
  }
  return {};
}

} // namespace bridge
