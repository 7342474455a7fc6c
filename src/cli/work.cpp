// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"
#include "bridge/intake.hpp"
#include "bridge/step.hpp"
#include "cli/clock.hpp"
#include "cli/lock.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"
#include "store/desk.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace cli {
namespace {

struct Tally {
  int done = 0;
  int failed = 0;
};

// What a run that was killed had in hand, RT may be at still. That takes real time, whatever clock
// this run was given, so it is waited for here: until `linger` after the store was last written to.
base::Result<void> let_rt_finish(store::Database& database, base::Instant written,
                                 base::Instant now, base::Seconds linger) {
  const auto put_off = store::put_off_until(database);
  if (!put_off)
    return base::fail(put_off.error());
  if (!*put_off)
    return {};
  const base::Seconds rest = written + linger + base::Seconds{1} - clock_now();
  std::this_thread::sleep_for(std::clamp(rest, base::Seconds{0}, linger));
  return store::end_putting_off(database, now);
}

// By the file system's clock, before we write to it ourselves; long ago when there is no store yet.
base::Instant last_written(const std::string& store) {
  struct stat status {};
  const bool found =
      ::stat((store + "-wal").c_str(), &status) == 0 || ::stat(store.c_str(), &status) == 0;
  return base::from_unix(found ? status.st_mtime : 0);
}

base::Result<Tally> do_all(bridge::World& world, const std::optional<base::Instant>& fixed,
                           base::Instant written) {
  const auto now = [&] { return fixed.value_or(clock_now()); };
  Tally tally;
  if (auto begun = bridge::begin(world, now()); !begun)
    return base::fail(begun.error());
  if (auto taken = bridge::take_up(world, now()); !taken)
    return base::fail(taken.error());
  if (auto let = let_rt_finish(world.database, written, now(), world.settings.linger); !let)
    return base::fail(let.error());
  while (true) {
    const auto stepped = bridge::step(world, {"in", "rt", "post", "teams"}, now());
    if (!stepped)
      return base::fail(stepped.error());
    if (*stepped == bridge::Stepped::nothing)
      return tally;
    ++(*stepped == bridge::Stepped::done ? tally.done : tally.failed);
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
  const auto given = given_now(line);
  if (!given)
    return complain(given.error());
  const auto& fixed = *given;
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  if (auto opened = open_log(*config); !opened)
    return complain(opened.error());
  auto lock = Lock::take((*config)["store.path"] + ".lock");
  if (!lock)
    return complain(lock.error());
  const auto written = last_written((*config)["store.path"]);
  auto bench = Bench::make(*config);
  if (!bench)
    return complain(bench.error());
  (*bench)->settings.arrive_now = fixed.has_value();
  const auto tally = do_all((*bench)->world, fixed, written);
  if (!tally)
    return complain(tally.error());
  return report((*bench)->database, *tally);
}

} // namespace cli
