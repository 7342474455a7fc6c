// SPDX-License-Identifier: Apache-2.0
// When to try again, and when to leave a target alone.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <optional>

namespace bridge {

// When a job that failed the `attempt`th time is tried again; nullopt: never, it is for a human.
// Only temporary faults are tried again: 5 s, doubling, at most every 10 minutes, for `patience`
// since `created` (5 days, as a mail queue does).
std::optional<base::Instant> next_try(int attempt, const base::Error& why, base::Instant created,
                                      base::Instant now);

// One per target (RT, the mail server): after five failures in a row it is asked once each half
// minute, so that a dead target costs next to nothing and stops nothing else.
class Breaker {
public:
  bool lets_through(base::Instant now) const;
  // True when the target has just come back.
  bool succeeded();
  void failed(base::Instant now);

  // The first failure after which nothing succeeded; nullopt: all is well.
  std::optional<base::Instant> failing_since() const { return since_; }
  // That began before this program did.
  void failing_since(base::Instant since) { since_ = since; }

private:
  int failures_ = 0;
  std::optional<base::Instant> since_;
  base::Instant next_probe_{};
};

} // namespace bridge
