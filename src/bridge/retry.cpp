// SPDX-License-Identifier: Apache-2.0
#include "bridge/retry.hpp"

#include <algorithm>

namespace bridge {
namespace {

constexpr base::Seconds first_delay{5};
constexpr base::Seconds longest_delay{600};
constexpr base::Seconds patience = std::chrono::hours{5 * 24};
constexpr base::Seconds between_probes{30};
constexpr int most_failures = 5;

} // namespace

std::optional<base::Instant> next_try(int attempt, const base::Error& why, base::Instant created,
                                      base::Instant now) {
  if (why.fault != base::Fault::temporary || now - created > patience)
    return std::nullopt;
  const int doublings = std::clamp(attempt - 1, 0, 10);
  return now + std::min(longest_delay, first_delay * (1 << doublings));
}

bool Breaker::lets_through(base::Instant now) const {
  return failures_ < most_failures || now >= next_probe_;
}

bool Breaker::succeeded() {
  const bool was_open = failures_ >= most_failures;
  failures_ = 0;
  since_.reset();
  return was_open;
}

void Breaker::failed(base::Instant now) {
  ++failures_;
  since_ = std::min(since_.value_or(now), now); // the clock may have been set back
  next_probe_ = now + between_probes;
}

} // namespace bridge
