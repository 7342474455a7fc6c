// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar_file.hpp"
#include "calendar/easter.hpp"

#include <catch2/catch.hpp>

using namespace calendar;
using namespace std::chrono_literals;
namespace chrono = std::chrono;

namespace {

Day day(int year, unsigned month, unsigned of_month) {
  return Day{chrono::year{year} / chrono::month{month} / chrono::day{of_month}};
}

Calendar read(std::string_view text) {
  auto calendar = read_calendar(text, "here");
  INFO((calendar ? "" : calendar.error().what));
  REQUIRE(calendar);
  return *calendar;
}

} // namespace

TEST_CASE("both Easters of 2020 to 2035") {
  struct Year {
    int year;
    unsigned month, day, orthodox_month, orthodox_day;
  };
  for (const auto& known : std::vector<Year>{{2020, 4, 12, 4, 19},
                                             {2021, 4, 4, 5, 2},
                                             {2022, 4, 17, 4, 24},
                                             {2023, 4, 9, 4, 16},
                                             {2024, 3, 31, 5, 5},
                                             {2025, 4, 20, 4, 20},
                                             {2026, 4, 5, 4, 12},
                                             {2027, 3, 28, 5, 2},
                                             {2028, 4, 16, 4, 16},
                                             {2029, 4, 1, 4, 8},
                                             {2030, 4, 21, 4, 28},
                                             {2031, 4, 13, 4, 13},
                                             {2032, 3, 28, 5, 2},
                                             {2033, 4, 17, 4, 24},
                                             {2034, 4, 9, 4, 9},
                                             {2035, 3, 25, 4, 29}}) {
    INFO(known.year);
    CHECK(easter(chrono::year{known.year}) == day(known.year, known.month, known.day));
    CHECK(orthodox_easter(chrono::year{known.year}) ==
          day(known.year, known.orthodox_month, known.orthodox_day));
  }
}

TEST_CASE("Easter is a Sunday between its bounds in each year that can be asked") {
  for (int year = 1583; year < 10'000; ++year) {
    const Day west = easter(chrono::year{year});
    const Day east = orthodox_easter(chrono::year{year});
    REQUIRE(chrono::weekday{west} == chrono::Sunday);
    REQUIRE(chrono::weekday{east} == chrono::Sunday);
    REQUIRE((west >= day(year, 3, 22) && west <= day(year, 4, 25)));
    REQUIRE(east >= west);
  }
}

TEST_CASE("TARGET closes six days and shifts none") {
  const auto target = Calendar::target();
  int closed = 0;
  for (Day one = day(2026, 1, 1); one < day(2027, 1, 1); one += chrono::days{1})
    closed += target.closed(one).has_value();
  CHECK(closed == 6);
  CHECK(target.closed(day(2026, 4, 3)) == "Good Friday");
  CHECK(target.closed(day(2026, 4, 6)) == "Easter Monday");
  CHECK(target.closed(day(2026, 12, 26)) == "Second Day of Christmas"); // a Saturday
  CHECK_FALSE(target.closed(day(2026, 12, 28)));
  CHECK_FALSE(target.dated_until());
}

TEST_CASE("a calendar as people write it") {
  const auto calendar = read("\xef\xbb\xbf# ours\r\n"
                             "2026-10-28\tOchi Day\r\n"
                             "\r\n"
                             "02-29\tLeap day\n"
                             "  # indented\n"
                             "orthodox_easter-2\tΜεγάλη Παρασκευή\n"
                             "orthodox_easter+0\tEaster\n"
                             "easter+60\tCorpus Christi\n"
                             "include\ttarget\n"
                             "12-26\tSt Stephen\n");
  CHECK(calendar.closed(day(2026, 10, 28)) == "Ochi Day");
  CHECK_FALSE(calendar.closed(day(2027, 10, 28)));
  CHECK(calendar.closed(day(2028, 2, 29)) == "Leap day");
  CHECK_FALSE(calendar.closed(day(2027, 3, 1)));
  CHECK(calendar.closed(day(2026, 4, 10)) == "Μεγάλη Παρασκευή");
  CHECK(calendar.closed(day(2026, 4, 12)) == "Easter");
  CHECK(calendar.closed(day(2026, 6, 4)) == "Corpus Christi");
  CHECK(calendar.closed(day(2026, 4, 3)) == "Good Friday");
  CHECK(calendar.closed(day(2026, 12, 26)) == "St Stephen"); // its own line before the included one
  CHECK(calendar.dated_until() == chrono::year{2026});
}

TEST_CASE("a line that is no rule is told with its place and the remedy") {
  struct Wrong {
    std::string line, what, hint;
  };
  const std::string not_utf8 = "\xff";
  for (const auto& [line, what, hint] : std::vector<Wrong>{
           {"2026-10-28", "'2026-10-28' is not a day and a reason", "a day, a tab, the reason"},
           {"2026-10-28\t", "is not a day and a reason", "a tab"},
           {"2026-10-28\tone\ttwo", "is not a day and a reason", "a tab"},
           {"28.10.2026\tOchi", "does not begin with a day", "2026-10-28"},
           {"2026-1-2\tx", "does not begin with a day", "2026-10-28"},
           {"easter\tx", "does not begin with a day", "easter-2"},
           {"easter+-2\tx", "does not begin with a day", "easter-2"},
           {"easter+02\tx", "does not begin with a day", "easter-2"},
           {"2026-02-29\tx", "there is no such day", "the month has"},
           {"13-01\tx", "there is no such day", "the month has"},
           {"00-00\tx", "there is no such day", "the month has"},
           {"easter-81\tx", "there is no such day", "easter-80"},
           {"orthodox_easter+151\tx", "there is no such day", "easter+150"},
           {"include\titaly", "is not understood", "only the calendar `target`"},
           {"include", "is not understood", "only the calendar `target`"},
           {"12-01\t" + not_utf8, "the reason cannot be read", "UTF-8"},
           {"12-01\ta\x01z", "the reason cannot be read", "UTF-8"},
           {"12-01\t" + std::string(101, 'a'), "the reason cannot be read", "at most 100"},
           {"11-11\tsecond", "stands twice, first in here:2: '11-11 first'", "leave one"}}) {
    INFO(line);
    const auto bad = read_calendar("# top\n11-11\tfirst\n" + line + "\n", "here");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().fault == base::Fault::invalid);
    CHECK_THAT(bad.error().what, Catch::StartsWith("here:3: '") && Catch::Contains(what));
    CHECK_THAT(bad.error().hint, Catch::Contains(hint));
  }
  CHECK_FALSE(read_calendar("include\ttarget\ninclude\ttarget\n", "here"));
}
