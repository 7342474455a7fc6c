// SPDX-License-Identifier: Apache-2.0
#include "calendar/words.hpp"

#include "base/text.hpp"

#include <array>
#include <cstdio>

namespace calendar {
namespace {

namespace chrono = std::chrono;

std::string clock_of(base::Seconds after_midnight) {
  const chrono::hh_mm_ss<base::Seconds> time{after_midnight};
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%02d:%02d", int(time.hours().count()),
                int(time.minutes().count()));
  return out.data();
}

const char* month_of(Day day) {
  static constexpr std::array names{"January",   "February", "March",    "April",
                                    "May",       "June",     "July",     "August",
                                    "September", "October",  "November", "December"};
  return names.at(unsigned(chrono::year_month_day{day}.month()) - 1);
}

std::string number_of(Day day) {
  return std::to_string(unsigned(chrono::year_month_day{day}.day()));
}

} // namespace

std::string in_words(LocalTime local) {
  const Day day = chrono::floor<chrono::days>(local);
  const chrono::year_month_day date{day};
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u ", int(date.year()), unsigned(date.month()),
                unsigned(date.day()));
  return out.data() + clock_of(local - day);
}

std::string in_words(base::Instant at, const Zone& zone) {
  const LocalTime local = zone.local(at);
  const LocalTime utc{reckoned(at).time_since_epoch()};
  const Day day = chrono::floor<chrono::days>(utc);
  const bool same_day = day == chrono::floor<chrono::days>(local);
  return in_words(local) + " " + zone.name() + " (" +
         (same_day ? clock_of(utc - day) : in_words(utc)) + " UTC)";
}

std::string in_words(Day day) {
  return number_of(day) + " " + month_of(day);
}

std::string in_words(const std::vector<Day>& days) {
  std::vector<std::string> months;
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < days.size(); ++i) {
    numbers.push_back(number_of(days[i]));
    if (i + 1 < days.size() && month_of(days[i]) == month_of(days[i + 1]))
      continue;
    months.push_back(listed(numbers) + " " + month_of(days[i]));
    numbers.clear();
  }
  return months.size() == days.size() ? listed(months) : base::join(months, ", ");
}

std::string listed(const std::vector<std::string>& words) {
  if (words.size() < 2)
    return base::join(words, "");
  return base::join({words.begin(), words.end() - 1}, ", ") + " and " + words.back();
}

} // namespace calendar
