// SPDX-License-Identifier: Apache-2.0
// When people of one place work: from `begins` to `ends` by their own clock, on each day that is
// neither at their weekend nor a closing day of their calendar.
#pragma once

#include "calendar/calendar.hpp"
#include "calendar/zone.hpp"

#include <bitset>

namespace calendar {

using Weekend = std::bitset<7>; // by chrono::weekday::c_encoding: 0 is Sunday

inline const Weekend saturday_and_sunday{0b1000001};

// "Sat,Sun", "Fri,Sat", "Fri": one to six days; anything else is Fault::invalid.
base::Result<Weekend> read_weekend(std::string_view words);

struct WorkingTime {
  Zone zone;
  Weekend weekend = saturday_and_sunday;
  Calendar calendar;
  base::Seconds begins = std::chrono::hours{9}; // after midnight, before `ends`
  base::Seconds ends = std::chrono::hours{17};

  bool is_weekend(Day day) const;
  // False where the zone left the whole day out, at a change of sides of the date line.
  bool has(Day day) const;
  bool works_on(Day day) const;
};

// Monday to Friday, 09:00 to 17:00 in Europe/Amsterdam, closed as TARGET is.
base::Result<WorkingTime> usual_working_time();

// The time between the two that is working time; nothing when `until` is not later. Counted over
// ten years at most.
base::Seconds worked(base::Instant from, base::Instant until, const WorkingTime& working);

} // namespace calendar
