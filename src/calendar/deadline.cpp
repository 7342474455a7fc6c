// SPDX-License-Identifier: Apache-2.0
#include "calendar/deadline.hpp"

#include "base/text.hpp"
#include "calendar/words.hpp"

#include <algorithm>

namespace calendar {
namespace {

namespace chrono = std::chrono;
using base::Instant;
using base::Seconds;
using Words = std::vector<std::string>;

constexpr chrono::days one_day{1};
constexpr chrono::days most_days_in_a_row{366};

// The days on which nobody works, on the way to a deadline.
class Skipped {
public:
  void add(Day day, const WorkingTime& working) {
    if (const auto reason = working.calendar.closed(day))
      closing_.push_back(in_words(day) + " (" + *reason + ")");
    if (working.is_weekend(day))
      weekend_.push_back(day);
    if (!working.has(day))
      missing_.push_back(day);
  }

  Words words() const {
    Words out;
    if (closing_.size() > most_named)
      out.push_back(std::to_string(closing_.size()) + " days are closing days");
    else if (!closing_.empty())
      out.push_back(listed(closing_) +
                    (closing_.size() == 1 ? " is a closing day" : " are closing days"));
    if (weekend_.size() > most_named)
      out.push_back(std::to_string(weekend_.size()) + " days are at weekends");
    else if (!weekend_.empty())
      out.push_back(in_words(weekend_) + weekend_word());
    if (!missing_.empty())
      out.push_back("the calendar there has no " + in_words(missing_));
    return out;
  }

private:
  static constexpr std::size_t most_named = 8;

  const char* weekend_word() const {
    if (weekend_.size() == 1)
      return " is at the weekend";
    const bool in_a_row = weekend_.size() == 2 && weekend_[1] - weekend_[0] == one_day;
    return in_a_row ? " are a weekend" : " are at weekends";
  }

  Words closing_;
  std::vector<Day> weekend_, missing_;
};

// `day`, or the next one on which people work.
Day next_open(Day day, const WorkingTime& working, Skipped& skipped) {
  const Day last = day + most_days_in_a_row;
  for (; day < last && !working.works_on(day); day += one_day)
    skipped.add(day, working);
  return day;
}

// Whence the days are counted: the notice, or the beginning of work after it.
LocalTime counted_from(LocalTime notice, const WorkingTime& working, Skipped& skipped) {
  const Day day = chrono::floor<chrono::days>(notice);
  const Seconds time = notice - day;
  const Day open = next_open(time < working.ends ? day : day + one_day, working, skipped);
  return open == day && time >= working.begins ? notice : open + working.begins;
}

std::string remark_on(Day last, const Calendar& calendar) {
  const auto year = chrono::year_month_day{last}.year();
  Words out;
  if (const auto until = calendar.dated_until(); until && *until < year)
    out.push_back("the calendar names single days until " + std::to_string(int(*until)) +
                  " only: is it too old for " + std::to_string(int(year)) + "?");
  if (year > last_year_of_rules)
    out.push_back("changes of the clock are known until " +
                  std::to_string(int(last_year_of_rules)) + " only");
  return listed(out);
}

} // namespace

Deadline deadline(Instant notice, int working_days, const WorkingTime& working) {
  const int days = std::clamp(working_days, 1, 1000);
  const Instant heard =
      std::clamp(notice, Instant{}, Instant{chrono::sys_days{chrono::year{9999} / 12 / 31}});
  const LocalTime local = working.zone.local(heard);
  Skipped skipped;
  const LocalTime start = counted_from(local, working, skipped);
  Day day = chrono::floor<chrono::days>(start);
  const Seconds time = start - day;
  for (int i = 0; i < days; ++i)
    day = next_open(day + one_day, working, skipped);

  Deadline out;
  out.at = working.zone.instant(day + time);
  out.because = in_words(out.at, working.zone) + ": " +
                (days == 1 ? "one working day" : std::to_string(days) + " working days") +
                " after " + in_words(start);
  if (start != local)
    out.because += ", when work begins after " + in_words(local);
  Words reasons = skipped.words();
  if (working.zone.local(out.at) != day + time)
    reasons.push_back("the clock there leaves out " + in_words(day + time));
  if (!reasons.empty())
    out.because += "; " + base::join(reasons, ", ");
  out.remark = remark_on(day, working.calendar);
  return out;
}

std::string late_by(Instant deadline, Instant now, const WorkingTime& working) {
  const bool late = now > deadline;
  const Seconds time = late ? worked(deadline, now, working) : worked(now, deadline, working);
  const auto count = [](auto number, const std::string& what) {
    return std::to_string(number) + " working " + what + (number == 1 ? "" : "s");
  };
  const auto hours = chrono::floor<chrono::hours>(time).count();
  const auto minutes = chrono::floor<chrono::minutes>(time).count();
  if (minutes == 0)
    return late ? "late by less than a working minute" : "less than a working minute is left";
  return (late ? "late by " : "not due for ") +
         (hours == 0 ? count(minutes, "minute") : count(hours, "hour"));
}

} // namespace calendar
