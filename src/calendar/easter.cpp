// SPDX-License-Identifier: Apache-2.0
#include "calendar/easter.hpp"

namespace calendar {
namespace {

namespace chrono = std::chrono;

chrono::local_days day_of(int year, int month, int day) {
  return chrono::local_days{chrono::year{year} / month / 1} + chrono::days{day - 1};
}

} // namespace

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
chrono::local_days easter(chrono::year in) {
  const int year = int(in);
  const int golden = year % 19;
  const int century = year / 100;
  const int of_century = year % 100;
  const int moved = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - moved + 15) % 30;
  const int to_sunday =
      (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
  const int late = (golden + 11 * epact + 22 * to_sunday) / 451;
  const int sum = epact + to_sunday - 7 * late + 114;
  return day_of(year, sum / 31, sum % 31 + 1);
}

// The Julian one (the same chapter), moved by what the calendars are apart after February.
chrono::local_days orthodox_easter(chrono::year in) {
  const int year = int(in);
  const int epact = (19 * (year % 19) + 15) % 30;
  const int to_sunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
  const int sum = epact + to_sunday + 114;
  const int apart = year / 100 - year / 400 - 2;
  return day_of(year, sum / 31, sum % 31 + 1) + chrono::days{apart};
}

} // namespace calendar
