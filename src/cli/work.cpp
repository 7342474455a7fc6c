// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"
#include "bridge/intake.hpp"
#include "bridge/step.hpp"
#include "cli/clock.hpp"
#include "cli/lock.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"
#include "store/desk.hpp"

#include <cstdio>

namespace cli {
namespace {

struct Tally {
  int done = 0;
  int failed = 0;
};

base::Result<Tally> do_all(bridge::World& world, const std::optional<base::Instant>& fixed) {
  const auto now = [&] { return fixed.value_or(clock_now()); };
  Tally tally;
  if (auto begun = bridge::begin(world, now()); !begun)
    return base::fail(begun.error());
  if (auto taken = bridge::take_up(world, now()); !taken)
    return base::fail(taken.error());
  while (true) {
    const auto stepped = bridge::step(world, {"in", "rt", "post"}, now());
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
