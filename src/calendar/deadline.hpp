// SPDX-License-Identifier: Apache-2.0
// Until when something is to be done that people have some working days for: at the same time by
// their own clock, so many working days later. What comes outside their hours counts from the
// beginning of the next working day.
#pragma once

#include "calendar/working_time.hpp"

namespace calendar {

struct Deadline {
  base::Instant at;
  std::string because; // "2026-12-28 10:15 Europe/Rome (09:15 UTC): one working day after …"
  std::string remark;  // why `at` may be wrong: a file too old, a year too far away; mostly empty
};

// `working_days` is taken as 1 to 1000, `notice` within the years 1970 to 9999. Where no working
// day comes within a year, the last day of that year counts as one.
Deadline deadline(base::Instant notice, int working_days, const WorkingTime& working);

// "late by 11 working hours", "late by 20 working minutes", "not due for 3 working hours".
std::string late_by(base::Instant deadline, base::Instant now, const WorkingTime& working);

} // namespace calendar
