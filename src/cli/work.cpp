// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"
#include "bridge/intake.hpp"
#include "bridge/step.hpp"
#include "cli/clock.hpp"
#include "cli/lock.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"
#include "store/desk.hpp"

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>

namespace cli {
namespace {

struct Tally {
  int done = 0;
  int failed = 0;
};

// What a run that was killed had in hand: RT may be at it still. That takes real time, whatever
// clock this run was given, so it is waited for here, once, and the run ends with all of it done.
base::Result<void> let_rt_finish(store::Database& database, base::Instant now, base::Seconds most) {
  const auto until = store::put_off_until(database);
  if (!until)
    return base::fail(until.error());
  if (!*until || **until <= now)
    return {};
  std::this_thread::sleep_for(std::min(most, base::Seconds{**until - now}));
  return store::end_putting_off(database, now);
}

base::Result<Tally> do_all(bridge::World& world, const std::optional<base::Instant>& fixed) {
  const auto now = [&] { return fixed.value_or(clock_now()); };
  Tally tally;
  if (auto begun = bridge::begin(world, now()); !begun)
    return base::fail(begun.error());
  if (auto taken = bridge::take_up(world, now()); !taken)
    return base::fail(taken.error());
  bool waited = false;
  while (true) {
    const auto stepped = bridge::step(world, {"in", "rt", "post"}, now());
    if (!stepped)
      return base::fail(stepped.error());
    if (*stepped != bridge::Stepped::nothing) {
      ++(*stepped == bridge::Stepped::done ? tally.done : tally.failed);
      continue;
    }
    if (std::exchange(waited, true))
      return tally;
    if (auto let = let_rt_finish(world.database, now(), world.settings.linger); !let)
      return base::fail(let.error());
  }
}

// What is left for later, and why, so that cron's mail tells it.
int report(store::Database& database, const Tally& tally) {
  const auto open = store::list(database, false);
  if (!open)
    return complain(open.error());
  int waiting = 0;
  for (const auto& [which, job] : *open) {
    if (job.attempt == 0)
      continue;
    ++waiting;
    std::fprintf(stderr, "rollout-bridge: %s %s:%lld %s: %s\n", job.state.c_str(),
                 store::to_word(which), static_cast<long long>(job.id), job.key.c_str(),
                 job.error.c_str());
  }
  std::printf("%d done, %d to be tried again or looked at\n", tally.done, waiting);
  return waiting == 0 && tally.failed == 0 ? exit_done : exit_later;
}

} // namespace

int work(const CommandLine& line) {
  std::optional<base::Instant> fixed;
  if (line.options.contains("now")) {
    auto read = base::read_iso(line.options.at("now"));
    if (!read)
      return complain({base::Fault::invalid, "--now: " + read.error().what, read.error().hint});
    fixed = *read;
  }
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  if (auto opened = open_log(*config); !opened)
    return complain(opened.error());
  auto lock = Lock::take((*config)["store.path"] + ".lock");
  if (!lock)
    return complain(lock.error());
  auto bench = Bench::make(*config);
  if (!bench)
    return complain(bench.error());
  (*bench)->settings.arrive_now = fixed.has_value();
  const auto tally = do_all((*bench)->world, fixed);
  if (!tally)
    return complain(tally.error());
  return report((*bench)->database, *tally);
}

} // namespace cli
