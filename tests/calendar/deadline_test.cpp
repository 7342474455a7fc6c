// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar_file.hpp"
#include "calendar/deadline.hpp"

#include <catch2/catch.hpp>

using namespace calendar;
using namespace std::chrono_literals;

namespace {

base::Instant at(std::string_view iso) {
  return base::read_iso(iso).value();
}

WorkingTime in(std::string_view zone, Calendar calendar = Calendar::target(),
               std::string_view weekend = "Sat,Sun") {
  return {.zone = Zone::named(zone).value(),
          .weekend = read_weekend(weekend).value(),
          .calendar = std::move(calendar)};
}

std::string because(std::string_view notice, const WorkingTime& working, int days = 1) {
  const auto due = deadline(at(notice), days, working);
  CHECK(due.remark.empty());
  return due.because;
}

} // namespace

TEST_CASE("a deadline is the same local time on the next working day") {
  const auto rome = in("Europe/Rome");
  CHECK(because("2026-11-24T09:15:42Z", rome) ==
        "2026-11-25 10:15 Europe/Rome (09:15 UTC): one working day after 2026-11-24 10:15");
  CHECK(base::to_iso(deadline(at("2026-11-24T09:15:42Z"), 1, rome).at) == "2026-11-25T09:15:42Z");
  CHECK(because("2026-12-24T09:15:00Z", rome) ==
        "2026-12-28 10:15 Europe/Rome (09:15 UTC): one working day after 2026-12-24 10:15; "
        "25 December (Christmas Day) and 26 December (Second Day of Christmas) are closing days, "
        "26 and 27 December are a weekend");
  CHECK(because("2026-11-24T09:15:00Z", rome, 5) ==
        "2026-12-01 10:15 Europe/Rome (09:15 UTC): 5 working days after 2026-11-24 10:15; "
        "28 and 29 November are a weekend");
  CHECK(because("2026-04-30T09:15:00Z", rome) ==
        "2026-05-04 11:15 Europe/Rome (09:15 UTC): one working day after 2026-04-30 11:15; "
        "1 May (Labour Day) is a closing day, 2 and 3 May are a weekend");
  CHECK_THAT(because("2026-11-24T09:15:00Z", rome, 10),
             Catch::EndsWith("; 28 and 29 November, 5 and 6 December are at weekends"));
  CHECK_THAT(because("2026-11-24T09:15:00Z", rome, 60), Catch::Contains("24 days are at weekends"));
}

TEST_CASE("a notice outside hours counts from the next working morning") {
  const auto rome = in("Europe/Rome");
  CHECK(because("2026-11-25T05:00:00Z", rome) ==
        "2026-11-26 09:00 Europe/Rome (08:00 UTC): one working day after 2026-11-25 09:00, "
        "when work begins after 2026-11-25 06:00");
  CHECK_THAT(because("2026-11-25T08:00:00Z", rome),
             Catch::EndsWith(": one working day after 2026-11-25 09:00"));
  CHECK_THAT(because("2026-11-25T15:59:59Z", rome), Catch::StartsWith("2026-11-26 16:59"));
  CHECK(because("2026-11-25T16:00:00Z", rome) ==
        "2026-11-27 09:00 Europe/Rome (08:00 UTC): one working day after 2026-11-26 09:00, "
        "when work begins after 2026-11-25 17:00");
  CHECK(because("2026-11-28T12:00:00Z", rome) ==
        "2026-12-01 09:00 Europe/Rome (08:00 UTC): one working day after 2026-11-30 09:00, "
        "when work begins after 2026-11-28 13:00; 28 and 29 November are a weekend");
}

TEST_CASE("weekends of Friday and Saturday, one day, and the clock that goes forward in between") {
  const auto israel = in("Asia/Jerusalem", Calendar{}, "Fri,Sat");
  CHECK(because("2026-03-26T08:00:00Z", israel) == // clocks go forward on Friday, 27 March
        "2026-03-29 10:00 Asia/Jerusalem (07:00 UTC): one working day after 2026-03-26 10:00; "
        "27 and 28 March are a weekend");
  CHECK_THAT(because("2026-11-20T08:00:00Z", in("Asia/Kathmandu", Calendar{}, "Sat")),
             Catch::EndsWith("21 November is at the weekend"));
}

TEST_CASE("a deadline in what a clock leaves out or shows twice") {
  auto rome = in("Europe/Rome", Calendar{}, "Mon");
  rome.begins = 0h;
  rome.ends = 24h;
  CHECK(because("2026-03-28T01:30:00Z", rome) ==
        "2026-03-29 03:00 Europe/Rome (01:00 UTC): one working day after 2026-03-28 02:30; "
        "the clock there leaves out 2026-03-29 02:30");
  CHECK_THAT(because("2026-10-24T00:30:00Z", rome),
             Catch::StartsWith("2026-10-25 02:30 Europe/Rome (00:30 UTC)"));
  CHECK(because("2011-12-29T20:00:00Z", in("Pacific/Apia", Calendar{})) ==
        "2012-01-02 10:00 Pacific/Apia (2012-01-01 20:00 UTC): one working day after "
        "2011-12-29 10:00; 31 December and 1 January are a weekend, "
        "the calendar there has no 30 December");
}

TEST_CASE("a file that may be too old is remarked upon, and so is a year too far away") {
  const auto old = read_calendar("2026-10-28\tOchi\n", "here").value();
  CHECK(deadline(at("2026-12-30T10:00:00Z"), 1, in("Europe/Athens", old)).remark.empty());
  CHECK(deadline(at("2026-12-31T10:00:00Z"), 1, in("Europe/Athens", old)).remark ==
        "the calendar names single days until 2026 only: is it too old for 2027?");
  CHECK(deadline(at("2038-06-01T10:00:00Z"), 1, in("Europe/Athens")).remark ==
        "changes of the clock are known until 2037 only");
}

TEST_CASE("every value has a deadline") {
  auto never = Calendar{};
  for (unsigned month = 1; month <= 12; ++month)
    for (unsigned day = 1; day <= 31; ++day)
      never.close_each(std::chrono::month{month} / std::chrono::day{day}, "closed");
  const auto closed = in("Europe/Rome", never);
  const auto due = deadline(at("2026-06-01T10:00:00Z"), 1, closed);
  CHECK(due.at > at("2027-06-01T00:00:00Z"));
  CHECK_THAT(due.because, Catch::Contains("days are closing days"));
  const auto rome = in("Europe/Rome");
  CHECK(deadline(at("2026-11-24T09:15:00Z"), -7, rome).at == at("2026-11-25T09:15:00Z"));
  CHECK(deadline(at("2026-11-24T09:15:00Z"), 1'000'000'000, rome).at < at("2031-01-01"));
  for (const auto extreme : {base::Instant::min(), base::Instant::max()})
    CHECK_FALSE(deadline(extreme, 1000, closed).because.empty());
}

TEST_CASE("how late it is, in working time") {
  const auto rome = in("Europe/Rome");
  const auto due = at("2026-12-24T09:15:00Z"); // 10:15
  const auto late = [&](std::string_view now) { return late_by(due, at(now), rome); };
  CHECK(late("2026-12-24T09:15:20Z") == "late by less than a working minute");
  CHECK(late("2026-12-24T09:35:00Z") == "late by 20 working minutes");
  CHECK(late("2026-12-24T10:15:00Z") == "late by 1 working hour");
  CHECK(late("2026-12-24T23:00:00Z") == "late by 6 working hours");
  CHECK(late("2026-12-27T23:00:00Z") == "late by 6 working hours");
  CHECK(late("2026-12-28T12:30:00Z") == "late by 11 working hours");
  CHECK(late("2026-12-24T06:00:00Z") == "not due for 1 working hour");
  CHECK(late("2026-12-24T09:00:00Z") == "not due for 15 working minutes");
  CHECK(late("2026-12-24T09:15:00Z") == "less than a working minute is left");
  CHECK(worked(due, due, rome) == 0s);
  CHECK(worked(at("2026-12-25T00:00:00Z"), due, rome) == 0s);
  CHECK(worked(base::Instant::min(), base::Instant::max(), rome) > 0s);
}
