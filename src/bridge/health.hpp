// SPDX-License-Identifier: Apache-2.0
// The pages for monitoring (contract 3): /healthz, /readyz and /metrics (Prometheus text, version
// 0.0.4). Gauges come from cheap queries, counters from this process alone.
#pragma once

#include "base/instant.hpp"
#include "bridge/pulse.hpp"
#include "bridge/world.hpp"
#include "net/http_server.hpp"

#include <string>
#include <vector>

namespace bridge {

// One line of /readyz.
struct HealthLine {
  bool fine = true;
  std::string text;
};
// How the queues stand.
std::vector<HealthLine> queue_health(store::Database& database, base::Instant now);
// What was read of sites and documents outside. Never wrong: the last good copy does for a while.
std::vector<HealthLine> source_health(store::Database& database, const Settings& settings);

// 200: somebody is there to answer.
net::Answer alive(store::Database& database, const Settings& settings, const Pulse& pulse,
                  base::Instant now);

// 200 when the store can be written to, hooks are kept, RT answered lately and no row has been due
// for more than 15 minutes; else 503. One line for each of these, and one for the list of teams,
// which makes nothing wrong.
net::Answer readiness(store::Database& database, const Settings& settings, const Pulse& pulse,
                      base::Instant now);

net::Answer metrics(store::Database& database, const Settings& settings, const Pulse& pulse,
                    base::Instant now);

} // namespace bridge
