// SPDX-License-Identifier: Apache-2.0
// Closing days: on which days nobody is expected to work, and why. A rule names one date, a day of
// each year, or a day by its distance from one of the two Easters; nothing is ever shifted. The
// weekend is no part of it (working_time.hpp).
#pragma once

#include "calendar/zone.hpp"

#include <map>
#include <optional>

namespace calendar {

class Calendar {
public:
  // TARGET's: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
  static Calendar target();

  // The first of the rules of one kind for one day stays.
  void close(Day day, std::string reason);
  void close_each(std::chrono::month_day day, std::string reason);
  void close_at_easter(int days_after, std::string reason);
  void close_at_orthodox_easter(int days_after, std::string reason);
  void include(const Calendar& other);

  // Why nobody works on `day`; nullopt: it is no closing day.
  std::optional<std::string> closed(Day day) const;

  // The year of the last single date: from the next one on the file may be too old. nullopt: there
  // are none.
  std::optional<std::chrono::year> dated_until() const;

private:
  std::map<Day, std::string> dated_;
  std::map<std::chrono::month_day, std::string> yearly_;
  std::map<int, std::string> easter_, orthodox_; // by days after it
};

// Further from Easter than this a rule would leave Easter's year.
inline constexpr int most_days_before_easter = 80;
inline constexpr int most_days_after_easter = 150;

} // namespace calendar
