// SPDX-License-Identifier: Apache-2.0
#include "calendar/working_time.hpp"

#include "base/table.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace calendar {

namespace chrono = std::chrono;
using base::Instant;
using base::Seconds;

base::Result<Weekend> read_weekend(std::string_view words) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  Weekend out;
  const auto names = base::split(words, ',');
  for (const auto& name : names) {
    const auto found = std::find(days.begin(), days.end(), name);
    if (found != days.end())
      out.set(std::size_t(found - days.begin()));
  }
  if (out.count() != names.size() || out.none() || out.all())
    return base::fail(base::Fault::invalid, "'" + base::shown(words) + "' is no weekend",
                      "write Sat,Sun or Fri,Sat: one to six of Mon Tue Wed Thu Fri Sat Sun");
  return out;
}

bool WorkingTime::is_weekend(Day day) const {
  return weekend.test(chrono::weekday{day}.c_encoding());
}

bool WorkingTime::has(Day day) const {
  return chrono::floor<chrono::days>(zone.local(zone.instant(day + begins))) == day;
}

bool WorkingTime::works_on(Day day) const {
  return !is_weekend(day) && !calendar.closed(day) && has(day);
}

base::Result<WorkingTime> usual_working_time() {
  auto zone = Zone::named("Europe/Amsterdam");
  if (!zone)
    return base::fail(zone.error());
  return WorkingTime{.zone = std::move(*zone), .calendar = Calendar::target()};
}

Seconds worked(Instant from, Instant until, const WorkingTime& working) {
  Seconds sum{};
  if (until <= from)
    return sum;
  const Day first = chrono::floor<chrono::days>(working.zone.local(from));
  const Day last = chrono::floor<chrono::days>(working.zone.local(until));
  const Day end = std::min(last, first + chrono::days{3653});
  for (Day day = first; day <= end; day += chrono::days{1}) {
    if (!working.works_on(day))
      continue;
    const Instant begins = std::max(from, working.zone.instant(day + working.begins));
    const Instant ends = std::min(until, working.zone.instant(day + working.ends));
    sum += std::max(ends - begins, Seconds{});
  }
  return sum;
}

} // namespace calendar
