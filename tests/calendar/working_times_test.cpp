// SPDX-License-Identifier: Apache-2.0
#include "calendar/working_times.hpp"

#include <catch2/catch.hpp>

using namespace calendar;
namespace chrono = std::chrono;

namespace {

Calendars one_more() {
  Calendars out;
  out["israel"].close_each(chrono::May / 14, "Independence");
  return out;
}

WorkingTimes read(std::string_view text) {
  auto out = WorkingTimes::read(text, "table", one_more());
  INFO((out ? "" : out.error().what));
  REQUIRE(out);
  return *out;
}

const Day may_14{chrono::year{2026} / 5 / 14};
const Day christmas{chrono::year{2026} / 12 / 25};

} // namespace

TEST_CASE("without a table everybody works as in Amsterdam") {
  const auto all = read("# nothing\n").of("NGI_IT-INFN-T1");
  CHECK(all.zone.name() == "Europe/Amsterdam");
  CHECK(all.weekend == saturday_and_sunday);
  CHECK(all.calendar.closed(christmas) == "Christmas Day");
  CHECK(all.begins == chrono::hours{9});
  CHECK(all.ends == chrono::hours{17});
}

TEST_CASE("the most specific line counts") {
  const auto times = read("*\tEurope/London\ttarget\tSat,Sun\n"
                          "NGI_IBERGRID\tEurope/Madrid\ttarget\tSat,Sun\n"
                          "NGI_IBERGRID-NCG-INGRID-PT\tEurope/Lisbon\ttarget\tSat,Sun\n"
                          "NGI_IBERGRID-NCG\tAtlantic/Canary\ttarget\tSat,Sun\n"
                          "NGI_IL\tAsia/Jerusalem\tisrael\tFri,Sat\n");
  const auto zone = [&](std::string_view team, std::string_view ngi = {}) {
    return times.of(team, ngi).zone.name();
  };
  CHECK(zone("NGI_IT-INFN-T1") == "Europe/London");
  CHECK(zone("NGI_IBERGRID-ifae") == "Europe/Madrid");
  CHECK(zone("NGI_IBERGRID-ifae", "NGI_IBERGRID") == "Europe/Madrid");
  CHECK(zone("ngi_ibergrid-ncg-ingrid-pt") == "Europe/Lisbon");
  CHECK(zone("NGI_IBERGRID-NCG-INGRID-PT", "NGI_IBERGRID") == "Europe/Lisbon");
  CHECK(zone("NGI_IBERGRID-NCG") == "Atlantic/Canary");
  CHECK(zone("NGI_IBERGRID-NCG-2") == "Europe/Madrid"); // the NGI's, not that of another team
  CHECK(zone("NGI_IBERGRID2-ifae") == "Europe/London");
  CHECK(zone("NGI_IBERGRID-ifae", "NGI_ELSE") == "Europe/London");
  CHECK(zone("NGI_IBERGRID") == "Europe/Madrid");
  CHECK(zone("") == "Europe/London");
  const auto& israel = times.of("NGI_IL-WEIZMANN-LCG2");
  CHECK(israel.is_weekend(Day{chrono::year{2026} / 12 / 25}));
  CHECK_FALSE(israel.is_weekend(Day{chrono::year{2026} / 12 / 27}));
  CHECK(israel.calendar.closed(may_14));
  CHECK_FALSE(israel.calendar.closed(christmas));
}

TEST_CASE("a line of the table that is wrong is told with its place and the remedy") {
  struct Wrong {
    std::string line, what, hint;
  };
  for (const auto& [line, what, hint] : std::vector<Wrong>{
           {"NGI_IT\tEurope/Rome\ttarget", "there are not four columns", "a tab, the zone"},
           {"NGI IT\tEurope/Rome\ttarget\tSat,Sun", "the first is no name", "a team, an NGI or *"},
           {"\tEurope/Rome\ttarget\tSat,Sun", "the first is no name", "a team, an NGI or *"},
           {"NGI_IT\tEurope/Roma\ttarget\tSat,Sun", "'Europe/Roma' is no time zone", "Europe/Rome"},
           {"NGI_IT\tEurope/Rome\titaly\tSat,Sun", "there is no calendar 'italy'",
            "known are target, israel"},
           {"NGI_IT\tEurope/Rome\ttarget\tSaturday", "'Saturday' is no weekend", "write Sat,Sun"},
           {"NGI_IT\tEurope/Rome\ttarget\tSat,Sat", "is no weekend", "write Sat,Sun"},
           {"NGI_IT\tEurope/Rome\ttarget\t", "is no weekend", "write Sat,Sun"},
           {"NGI_IT\tEurope/Rome\ttarget\tMon,Tue,Wed,Thu,Fri,Sat,Sun", "is no weekend",
            "one to six"},
           {"ngi_pl\tEurope/Rome\ttarget\tSat,Sun", "ngi_pl stands twice", "leave one"}}) {
    INFO(line);
    const auto bad = WorkingTimes::read(
        "# top\nNGI_PL\tEurope/Warsaw\ttarget\tSat,Sun\n" + line + "\n", "table", one_more());
    REQUIRE_FALSE(bad);
    CHECK(bad.error().fault == base::Fault::invalid);
    CHECK_THAT(bad.error().what, Catch::StartsWith("table:3: '") && Catch::Contains(what));
    CHECK_THAT(bad.error().hint, Catch::Contains(hint));
  }
}
