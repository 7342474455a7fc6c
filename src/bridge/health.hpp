// SPDX-License-Identifier: Apache-2.0
// The pages for monitoring (contract 3): /healthz, /readyz and /metrics (Prometheus text, version
// 0.0.4). Gauges come from cheap queries, counters from this process alone.
#pragma once

#include "base/instant.hpp"
#include "bridge/pulse.hpp"
#include "bridge/world.hpp"
#include "net/http_server.hpp"

namespace bridge {

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
