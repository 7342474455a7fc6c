// SPDX-License-Identifier: Apache-2.0
#include "rollout/exposure.hpp"

#include <catch2/catch.hpp>

using namespace rollout;

namespace {

const Exposure usual;

calendar::Zone zone(const char* name) {
  return calendar::Zone::named(name).value();
}
base::Instant at(const char* iso) {
  return base::read_iso(iso).value();
}

} // namespace

TEST_CASE("the day of a date field is read as RT and people write it") {
  CHECK(to_words(read_day("2026-11-28").value()) == "2026-11-28");
  CHECK(to_words(read_day("2026-11-28 00:00:00").value()) == "2026-11-28");
  CHECK(to_words(read_day(" 2026-11-28T09:00:00Z ").value()) == "2026-11-28");
  for (const char* none : {"", "2026-11-31", "next week", "28.11.2026", "2026-11-281", "2026-1-2"})
    CHECK_FALSE(read_day(none));
}

TEST_CASE("exposure counts calendar days by the team's own clock") {
  const auto accepted = at("2026-11-21T23:30:00Z"); // the 22nd in Rome, the 21st in London
  CHECK(to_words(usual_end(accepted, zone("Europe/Rome"), usual)) == "2026-11-29");
  CHECK(to_words(usual_end(accepted, zone("Europe/London"), usual)) == "2026-11-28");
  CHECK(to_words(report_may_come(accepted, zone("Europe/Rome"), usual)) == "2026-11-27");
}

TEST_CASE("a report is in time until the last day is over, wherever the team is") {
  const auto accepted = at("2026-11-21T10:00:00Z");
  const auto rome = zone("Europe/Rome");
  CHECK(report_due(accepted, "2026-11-28", rome, usual) == at("2026-11-28T23:00:00Z"));
  CHECK(report_due(accepted, "2026-11-28", zone("America/Toronto"), usual) ==
        at("2026-11-29T05:00:00Z"));
  SECTION("a manager extends it") {
    CHECK(report_due(accepted, "2026-12-24", rome, usual) == at("2026-12-24T23:00:00Z"));
  }
  SECTION("a team that accepts late has its own days all the same") {
    const auto late = at("2026-11-27T10:00:00Z");
    CHECK(to_words(report_day(late, "2026-11-28", rome, usual)) == "2026-12-02");
  }
  SECTION("without a day that can be read it is as usual") {
    CHECK(to_words(report_day(accepted, "", rome, usual)) == "2026-11-28");
    CHECK(to_words(report_day(accepted, "soon", rome, usual)) == "2026-11-28");
  }
  SECTION("a day of 25 hours is a day") {
    const auto october = at("2026-10-18T10:00:00Z");
    CHECK(report_due(october, "2026-10-25", rome, usual) == at("2026-10-25T23:00:00Z"));
  }
}
