// SPDX-License-Identifier: Apache-2.0
#include "calendar/words.hpp"

#include <catch2/catch.hpp>

using namespace calendar;
namespace chrono = std::chrono;

namespace {

Zone zone(std::string_view name) {
  auto found = Zone::named(name);
  INFO((found ? "" : found.error().what));
  REQUIRE(found);
  return *found;
}

LocalTime local(std::string_view text) {
  return LocalTime{base::read_iso(text).value().time_since_epoch()};
}

std::string local_of(std::string_view name, std::string_view utc) {
  return in_words(zone(name).local(base::read_iso(utc).value()));
}

std::string utc_of(std::string_view name, std::string_view text) {
  return base::to_iso(zone(name).instant(local(text)));
}

} // namespace

TEST_CASE("local times") {
  CHECK(local_of("Europe/Rome", "2026-12-28T09:15:00Z") == "2026-12-28 10:15");
  CHECK(local_of("Europe/Rome", "2026-06-28T09:15:00Z") == "2026-06-28 11:15");
  CHECK(local_of("Asia/Kolkata", "2026-06-28T23:15:00Z") == "2026-06-29 04:45");
  CHECK(local_of("Asia/Kathmandu", "2026-06-28T00:00:00Z") == "2026-06-28 05:45");
  CHECK(local_of("Pacific/Kiritimati", "2026-06-28T10:00:00Z") == "2026-06-29 00:00");
  CHECK(local_of("Pacific/Pago_Pago", "2026-06-28T10:59:00Z") == "2026-06-27 23:59");
  // rules that changed: Turkey stayed at summer time in 2016, Moscow went back for good in 2014
  CHECK(local_of("Europe/Istanbul", "2015-12-01T12:00:00Z") == "2015-12-01 14:00");
  CHECK(local_of("Europe/Istanbul", "2016-12-01T12:00:00Z") == "2016-12-01 15:00");
  CHECK(local_of("Europe/Moscow", "2014-10-01T12:00:00Z") == "2014-10-01 16:00");
  CHECK(local_of("Europe/Moscow", "2014-12-01T12:00:00Z") == "2014-12-01 15:00");
}

TEST_CASE("a local time that does not exist is the first instant after the gap") {
  CHECK(utc_of("Europe/Rome", "2026-03-29T01:59:59Z") == "2026-03-29T00:59:59Z");
  for (const auto* in_gap :
       {"2026-03-29T02:00:00Z", "2026-03-29T02:30:00Z", "2026-03-29T03:00:00Z"})
    CHECK(utc_of("Europe/Rome", in_gap) == "2026-03-29T01:00:00Z");
  CHECK(utc_of("Australia/Lord_Howe", "2026-10-04T02:15:00Z") == "2026-10-03T15:30:00Z");
  // Apia had no 30 December 2011
  CHECK(utc_of("Pacific/Apia", "2011-12-30T12:00:00Z") == "2011-12-30T10:00:00Z");
}

TEST_CASE("of a local time that is twice the earlier counts") {
  CHECK(utc_of("Europe/Rome", "2026-10-25T02:30:00Z") == "2026-10-25T00:30:00Z");
  CHECK(utc_of("America/St_Johns", "2026-11-01T01:30:00Z") == "2026-11-01T04:00:00Z");
  CHECK(utc_of("Australia/Lord_Howe", "2026-04-05T01:45:00Z") == "2026-04-04T14:45:00Z");
}

TEST_CASE("any instant has a local time and back") {
  const auto rome = zone("Europe/Rome");
  for (const auto at : {base::Instant::min(), base::Instant::max(), base::Instant{}}) {
    CHECK_FALSE(in_words(at, rome).empty());
    CHECK(rome.instant(rome.local(at)) == reckoned(at));
  }
  CHECK(rome.instant(LocalTime::min()) < base::Instant{});
  CHECK(rome.instant(LocalTime::max()) > base::Instant{});
}

TEST_CASE("a name that is no zone names the nearest") {
  for (const auto& [wrong, near] : std::vector<std::pair<std::string, std::string>>{
           {"Europe/Roma", "write Europe/Rome"},
           {"europe/rome", "write Europe/Rome"},
           {"Rome", "write Europe/Rome"},
           {"Italy/Rome", "write Europe/Rome"},
           {"Amsterdam", "write Europe/Amsterdam"},
           {"CEST", "write CET"},
           {"IST", "timedatectl"},
           {"", "timedatectl"},
           {"localtime", "timedatectl"},
           {"Central European Time", "timedatectl"},
           {"../../../etc/passwd", "timedatectl"},
           {"right/Europe/Rome", "write Europe/Rome"}}) {
    INFO(wrong);
    const auto found = Zone::named(wrong);
    REQUIRE_FALSE(found);
    CHECK(found.error().fault == base::Fault::invalid);
    CHECK(found.error().what == "'" + wrong + "' is no time zone");
    CHECK_THAT(found.error().hint, Catch::Contains(near));
  }
}

TEST_CASE("times in words") {
  const auto at = base::read_iso("2026-12-28T09:15:30Z").value();
  CHECK(in_words(at, zone("Europe/Rome")) == "2026-12-28 10:15 Europe/Rome (09:15 UTC)");
  CHECK(in_words(at, zone("Pacific/Kiritimati")) ==
        "2026-12-28 23:15 Pacific/Kiritimati (09:15 UTC)");
  CHECK(in_words(at, zone("Pacific/Pago_Pago")) ==
        "2026-12-27 22:15 Pacific/Pago_Pago (2026-12-28 09:15 UTC)");
}

TEST_CASE("days in words") {
  const auto days = [](std::vector<std::string> texts) {
    std::vector<Day> out;
    for (const auto& text : texts)
      out.push_back(chrono::floor<chrono::days>(local(text)));
    return in_words(out);
  };
  CHECK(days({}).empty());
  CHECK(days({"2026-12-26"}) == "26 December");
  CHECK(days({"2026-12-26", "2026-12-27"}) == "26 and 27 December");
  CHECK(days({"2026-10-31", "2026-11-01"}) == "31 October and 1 November");
  CHECK(days({"2026-11-21", "2026-11-22", "2026-11-28"}) == "21, 22 and 28 November");
}
