// SPDX-License-Identifier: Apache-2.0
#include "bridge/chores.hpp"

#include "base/log.hpp"
#include "bridge/document_chore.hpp"
#include "bridge/hooks.hpp"
#include "bridge/site_chore.hpp"
#include "bridge/sweep.hpp"
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

constexpr base::Seconds day = std::chrono::hours{24};

Result<ChoreDone> purge(World& world, base::Instant now);

bool always(const World&) {
  return true;
}
bool has_team_source(const World& world) {
  return world.team_source != nullptr;
}
bool has_site_source(const World& world) {
  return world.site_source != nullptr;
}
bool has_document_source(const World& world) {
  return world.document_source != nullptr;
}

Result<base::Instant> sweep_due(World& world, base::Instant now) {
  return now + world.settings.sweep_every;
}
Result<base::Instant> purge_due(World&, base::Instant now) {
  return now + day;
}

constexpr Chore chores[] = {
    {"sweep", sweep_lane, always, sweep_due, sweep},
    {"purge", "in/purge", always, purge_due, purge},
    {"teams", teams_lane, has_team_source, teams_due, refresh_teams},
    {"sites", sites_lane, has_site_source, sites_due, refresh_sites},
    {"documents", documents_lane, has_document_source, documents_due, ask_for_documents},
};

// nullptr: none is of that kind.
const Chore* chore_of(std::string_view kind) {
  const auto found = std::find_if(std::begin(chores), std::end(chores),
                                  [&](const auto& one) { return kind == one.kind; });
  return found == std::end(chores) ? nullptr : found;
}

// `after` makes the key new: the number of the row that this one follows.
store::Item next_row(const Chore& chore, std::int64_t after, base::Instant at) {
  const std::string kind = chore.kind;
  return {kind + "/after-" + std::to_string(after), chore.lane, kind, "{}", {}, at};
}

Result<ChoreDone> purge(World& world, base::Instant now) {
  auto gone = store::purge_blobs(world.database, now - world.settings.keep_mails);
  if (!gone)
    return fail(gone.error());
  if (*gone > 0)
    base::log(base::Level::info, std::to_string(*gone) + " old mails forgotten (store.keep_days)");
  for (const auto& chore : chores)
    if (auto done =
            store::forget_finished(world.database, store::Which::inbox, chore.kind, now - day);
        !done)
      return fail(done.error());
  // A window is a day at most (cli/wiring.cpp).
  if (auto done = store::forget_traffic(world.database, now - 2 * day); !done)
    return fail(done.error());
  if (auto done = store::forget_hooks(world.database, now - hook_memory); !done)
    return fail(done.error());
  return ChoreDone{{}, day};
}

// The configuration does not ask for it any more.
Result<void> give_up(World& world, const Chore& chore, base::Instant now) {
  auto open = store::open_rows(world.database, store::Which::inbox, chore.lane, chore.kind);
  if (!open)
    return fail(open.error());
  for (const auto& job : *open)
    if (auto dropped = store::drop(world.database, {store::Which::inbox, job}, {}, now); !dropped)
      return dropped;
  return {};
}

// Sees to it that it has its row.
Result<void> plan_chore(World& world, const Chore& chore, base::Instant now) {
  // One planned by a run whose clock was far ahead (`work --now`) must not sleep until then.
  const auto latest = chore.due_at_start(world, now);
  if (!latest)
    return fail(latest.error());
  const auto open = store::pull_forward(world.database, store::Which::inbox, chore.kind, *latest);
  if (!open)
    return fail(open.error());
  if (*open > 0)
    return {};
  const auto newest = store::newest_row(world.database, store::Which::inbox);
  if (!newest)
    return fail(newest.error());
  const auto put =
      store::put(world.database, store::Which::inbox, next_row(chore, *newest, now), now);
  return put ? Result<void>{} : fail(put.error());
}

} // namespace

bool is_chore(std::string_view kind) {
  return chore_of(kind) != nullptr;
}

Result<void> do_chore(World& world, const store::Job& job, base::Instant now) {
  const auto& chore = *chore_of(job.kind);
  auto done = chore.deed(world, now);
  if (!done)
    return fail(done.error());
  done->settlement.inbox.push_back(next_row(chore, job.id, now + done->pause));
  return store::settle(world.database, store::Which::inbox, job, done->settlement, now);
}

Result<void> plan_chores(World& world, base::Instant now) {
  for (const auto& chore : chores)
    if (auto done =
            chore.is_wanted(world) ? plan_chore(world, chore, now) : give_up(world, chore, now);
        !done)
      return done;
  return {};
}

} // namespace bridge
