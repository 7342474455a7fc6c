// SPDX-License-Identifier: Apache-2.0
// A point in time, in whole seconds UTC. Time is an argument everywhere: only the room cli has a
// clock.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

// "2026-11-21T09:00:00Z" (ISO 8601, always UTC).
std::string to_iso(Instant at);

// Reads what to_iso writes, and the same with an offset (`+01:00`) instead of Z, or a bare date
// (midnight UTC). Fault::invalid names what was wrong.
Result<Instant> read_iso(std::string_view text);

// "Sat, 21 Nov 2026 09:00:00 +0000" (RFC 5322, 3.3).
std::string to_mail_date(Instant at);

inline std::int64_t to_unix(Instant at) {
  return at.time_since_epoch().count();
}
inline Instant from_unix(std::int64_t seconds) {
  return Instant{Seconds{seconds}};
}

} // namespace base
