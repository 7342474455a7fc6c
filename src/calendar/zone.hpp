// SPDX-License-Identifier: Apache-2.0
// A time zone of the system's database (tzdata): from instants to local times and back, defined for
// every value. A local time that the zone skips is the first instant after the gap, one that it has
// twice is the earlier. Years are 1 to 19999; what lies outside is taken as their first or last
// second.
#pragma once

#include "base/instant.hpp"

namespace calendar {

using LocalTime = std::chrono::local_seconds;
using Day = std::chrono::local_days;

// The library knows no change of clocks after this year: a zone then keeps its last offset.
inline constexpr std::chrono::year last_year_of_rules{2037};

// `at`, or the nearest one that has a local time.
base::Instant reckoned(base::Instant at);

class Zone {
public:
  // Fault::invalid names the nearest zone; Fault::internal: the database itself is not usable.
  static base::Result<Zone> named(std::string_view name);

  const std::string& name() const { return name_; }
  LocalTime local(base::Instant at) const;
  base::Instant instant(LocalTime local) const;

private:
  explicit Zone(std::string name) : name_(std::move(name)) {}

  std::string name_;
};

} // namespace calendar
