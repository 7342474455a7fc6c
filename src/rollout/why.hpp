// SPDX-License-Identifier: Apache-2.0
// Where a ticket stands, in one paragraph for people: what it waits for, until when, and what would
// move it. The same that oversee and begin go by, so that nothing is told that is not so.
#pragma once

#include "rollout/begin.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rollout {

struct Why {
  struct WaitsFor {
    std::string team;
    std::optional<base::Instant> until; // nullopt: no date is set for it
  };
  std::string sentence;
  std::vector<WaitsFor> waits_for; // answers, then reports
};

// `picture` has a ticket of the queue of rollouts, and what is remembered of it.
Why why(const Picture& picture, base::Instant now, const Policy& policy);

// Of a release: where its rollout is, or why it has none.
std::string why_release(const Origin& origin, const Policy& policy);

// Of any other ticket.
std::string why_other(const Ticket& ticket, const Policy& policy);

} // namespace rollout
