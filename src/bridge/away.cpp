// SPDX-License-Identifier: Apache-2.0
#include "bridge/away.hpp"

#include "store/ledger.hpp"
#include "store/rows.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using rollout::Away;
using rollout::away_line;

constexpr const char* alive_mark = "alive";
constexpr base::Seconds shortest_gap{15 * 60}; // `work` comes from cron every five minutes
constexpr base::Seconds shortest_silence{10 * 60};

const char* silent_mark(bool given) {
  return given ? "rt silent since, by a given clock" : "rt silent since";
}

// nullopt: there is none.
Result<std::optional<base::Instant>> time_of(store::Database& database, const char* name) {
  const auto kept = store::mark(database, name);
  if (!kept)
    return fail(kept.error());
  const auto at = base::read_iso(kept->value_or(""));
  return at ? std::optional(*at) : std::nullopt;
}

store::Entry entry(const char* who, const Away& away) {
  return {0, away_line, who, "", rollout::to_words(away)};
}

// Since `alive` nobody was here. False where the clock was set back.
bool is_gap(base::Instant alive, base::Seconds sweep_every, base::Instant now) {
  return now - alive > std::max(3 * sweep_every, shortest_gap);
}

Result<void> keep(World& world, const store::Settlement& what, base::Instant now) {
  return world.database.in_transaction([&] { return store::leave(world.database, what, now); });
}

} // namespace

Result<void> show_life(World& world, store::Settlement& out, base::Instant now) {
  if (world.settings.arrive_now)
    return {};
  const auto alive = time_of(world.database, alive_mark);
  if (!alive)
    return fail(alive.error());
  if (*alive && is_gap(**alive, world.settings.sweep_every, now))
    out.ledger.push_back(entry("bridge", {**alive, now}));
  out.marks.emplace_back(alive_mark, base::to_iso(now));
  return {};
}

Result<void> wake_up(World& world, base::Instant now) {
  const auto silent = time_of(world.database, silent_mark(world.settings.arrive_now));
  if (!silent)
    return fail(silent.error());
  if (*silent)
    world.breakers["rt"].failing_since(**silent);
  store::Settlement sign;
  if (auto shown = show_life(world, sign, now); !shown)
    return shown;
  return sign.marks.empty() ? Result<void>{} : keep(world, sign, now);
}

Result<void> rt_failed(World& world, base::Instant now) {
  store::Settlement sign;
  if (auto shown = show_life(world, sign, now); !shown)
    return shown;
  if (const auto since = world.breakers["rt"].failing_since())
    sign.marks.emplace_back(silent_mark(world.settings.arrive_now), base::to_iso(*since));
  return keep(world, sign, now);
}

Result<void> rt_is_back(World& world, base::Instant since, base::Instant now) {
  store::Settlement out;
  if (now - since >= shortest_silence)
    out.ledger.push_back(entry("rt", {since, now}));
  out.marks.emplace_back(silent_mark(world.settings.arrive_now), "");
  return keep(world, out, now);
}

Result<std::vector<Away>> away_times(store::Database& database, base::Seconds sweep_every,
                                     bool given, base::Instant now) {
  const auto lines = store::remembered_of(database, {away_line});
  const auto alive = time_of(database, alive_mark);
  const auto silent = time_of(database, silent_mark(given));
  if (!lines || !alive || !silent)
    return fail(!lines ? lines.error() : !alive ? alive.error() : silent.error());
  std::vector<Away> out;
  for (const auto& line : *lines)
    if (const auto away = rollout::read_away(line.entry.words))
      out.push_back(*away);
  if (*silent && now - **silent >= shortest_silence)
    out.push_back({**silent, now});
  if (*alive && !given && is_gap(**alive, sweep_every, now))
    out.push_back({**alive, now});
  return out;
}

} // namespace bridge
