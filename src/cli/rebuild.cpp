// SPDX-License-Identifier: Apache-2.0
#include "bridge/rebuild.hpp"

#include "cli/clock.hpp"
#include "cli/lock.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cli {
namespace {

struct Tally {
  std::size_t tickets = 0;
  std::size_t added = 0;
  std::size_t faults = 0;
};

void print_json(const bridge::Rebuilt& one) {
  const nlohmann::ordered_json out{{"ticket", one.ticket.value},
                                   {"added", one.added},
                                   {"known", one.known},
                                   {"faults", one.faults}};
  std::puts(out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

void print(const bridge::Rebuilt& one) {
  std::printf("#%s: %zu lines added, %zu were there\n", base::to_string(one.ticket).c_str(),
              one.added, one.known);
  for (const auto& fault : one.faults)
    std::printf("#%s: %s\n", base::to_string(one.ticket).c_str(), fault.c_str());
}

} // namespace

int rebuild(const CommandLine& line) {
  const auto now = given_now(line);
  if (!now)
    return complain(now.error());
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  auto lock = Lock::take((*config)["store.path"] + ".lock");
  if (!lock)
    return complain(lock.error());
  auto bench = Bench::make(*config);
  if (!bench)
    return complain(bench.error());
  Tally tally;
  const auto tell = [&](const bridge::Rebuilt& one) {
    line.json ? print_json(one) : print(one);
    ++tally.tickets;
    tally.added += one.added;
    tally.faults += one.faults.size();
  };
  if (auto done = bridge::rebuild((*bench)->world, tell, now->value_or(clock_now())); !done) {
    if (tally.tickets > 0)
      std::fprintf(stderr,
                   "rollout-bridge: %zu tickets are read, and what they told is kept; run it again "
                   "for the others\n",
                   tally.tickets);
    return complain(done.error());
  }
  if (!line.json)
    std::printf("%zu rollouts read, %zu lines added, %zu faults\n", tally.tickets, tally.added,
                tally.faults);
  return tally.faults == 0 ? exit_done : exit_no;
}

} // namespace cli
