// SPDX-License-Identifier: Apache-2.0
// Figures counted by hand: one history a case, and where it belongs.
#include "rollout/figure_columns.hpp"
#include "rollout/figures.hpp"
#include "rollout/histories.hpp"

#include <catch2/catch.hpp>

using namespace rollout;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const std::string infn = "NGI_IT-INFN-T1";
const std::string qmul = "NGI_UK-UKI-LT2-QMUL";

// Monday, 10:00 in Amsterdam; due on Tuesday at the same time.
const auto monday = on("2026-11-23T09:00:00Z");
const auto tuesday = monday + hours{24};
const auto wednesday = monday + hours{48};
const auto much_later = on("2026-12-24T12:00:00Z");
// Accepted on Monday, a report is in time until the end of Monday a week later (23:00 UTC).
const auto report_over = on("2026-11-30T23:00:00Z");

struct Told : History {
  AwayTimes away;
  Period period{on("2026-01-01"), on("2028-01-01")};
  base::Instant now = much_later;
  Policy policy = usual_policy();

  std::vector<Figures> all() const { return figures(cases(lines), away, period, policy, now); }
  Figures of(const std::string& team) const {
    for (const auto& one : all())
      if (one.team == team)
        return one;
    return {};
  }
  // Its figures that are not 0, "assigned 1, in_time 1"; without the accepted and the like.
  std::string brief(const std::string& team = infn) const {
    std::string out;
    const auto figures = of(team);
    for (const auto& column : figure_columns()) {
      const auto value = column.value(figures);
      if (value && *value != 0)
        out += (out.empty() ? "" : ", ") + std::string(column.key) + " " + written(column, figures);
    }
    return out;
  }
};

struct Asked : Told {
  Asked() { asks(infn, monday, tuesday); }
};

} // namespace

TEST_CASE("figures: an answer is in time, late, or never comes") {
  Asked told;
  SECTION("in time") {
    told.answers(infn, monday + hours{3}, "rejected");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 3.00, rejected 1");
  }
  SECTION("at the last moment") {
    told.answers(infn, tuesday, "rejected");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 8.00, rejected 1");
  }
  SECTION("a second later") {
    told.answers(infn, tuesday + base::Seconds{1}, "rejected");
    CHECK(told.brief() == "assigned 1, late 1, median_hours 8.00, rejected 1");
  }
  SECTION("never") {
    CHECK(told.brief() == "assigned 1, never 1");
  }
  SECTION("not yet") {
    told.now = tuesday;
    CHECK(told.brief() == "assigned 1, open 1");
    told.now += base::Seconds{1};
    CHECK(told.brief() == "assigned 1, never 1");
  }
  SECTION("the first one says whether it was in time, the last one what it was") {
    told.answers(infn, monday + hours{1}, "rejected");
    told.answers(infn, wednesday, "accepted");
    told.now = wednesday;
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 1.00, accepted 1, reports_open 1");
  }
  SECTION("taken back") {
    told.answers(infn, monday + hours{1}, "accepted");
    told.answers(infn, monday + hours{2}, "withdrawn");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 1.00, withdrawn 1");
  }
  SECTION("its mail was held for days: it counts from when it came") {
    told.line(monday + hours{2}, arrival_line, "a1@infn", "", "f1");
    told.answers(infn, wednesday, "rejected", "f1");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 2.00, rejected 1");
  }
  SECTION("in any case of the name") {
    told.answers("ngi_it-infn-t1", monday + hours{3}, "rejected");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 3.00, rejected 1");
  }
  SECTION("of another team, on another ticket") {
    told.answers(qmul, monday + hours{3}, "rejected");
    told.ticket = 4712;
    told.answers(infn, monday + hours{3}, "rejected");
    CHECK(told.brief() == "assigned 1, never 1");
  }
}

TEST_CASE("figures: managers move the deadline") {
  Asked told;
  SECTION("later") {
    told.line(monday + hours{1}, "due", "answers", "2026-11-25T09:00:00Z");
    told.answers(infn, wednesday, "rejected");
    CHECK(told.of(infn).in_time == 1);
  }
  SECTION("later, and back") {
    told.line(monday + hours{1}, "due", "answers", "2026-11-25T09:00:00Z");
    told.line(monday + hours{2}, "due", "answers", "");
    told.answers(infn, wednesday, "rejected");
    CHECK(told.of(infn).late == 1);
  }
  SECTION("earlier") {
    told.line(monday + hours{1}, "due", "answers", "2026-11-23T12:00:00Z");
    told.answers(infn, monday + hours{4}, "rejected");
    CHECK(told.of(infn).late == 1);
  }
  SECTION("to a day before the request, which is none") {
    told.line(monday + hours{1}, "due", "answers", "2026-11-20T12:00:00Z");
    told.answers(infn, monday + hours{4}, "rejected");
    CHECK(told.of(infn).in_time == 1);
  }
  SECTION("after the answer it changes nothing") {
    told.answers(infn, wednesday, "rejected");
    told.line(wednesday + hours{1}, "due", "answers", "2026-12-25T09:00:00Z");
    CHECK(told.of(infn).late == 1);
  }
  SECTION("before a team is asked it holds for that team, too") {
    told.line(monday + hours{1}, "due", "answers", "2026-11-27T09:00:00Z");
    told.asks(qmul, monday + hours{2}, tuesday);
    told.answers(qmul, wednesday, "rejected");
    CHECK(told.of(qmul).in_time == 1);
  }
}

TEST_CASE("figures: what does not count against a team") {
  Asked told;
  for (const char* word : {"delayed", "proceeding"}) {
    SECTION(std::string(word) + " in time") {
      told.line(tuesday, word, infn, "by anna@infn.example.test");
      CHECK(told.brief() == "assigned 1, excused 1");
      told.answers(infn, wednesday, "rejected");
      CHECK(told.brief() == "assigned 1, excused 1, median_hours 16.00, rejected 1");
    }
    SECTION(std::string(word) + " too late") {
      told.line(tuesday + hours{1}, word, infn, "by anna@infn.example.test");
      CHECK(told.brief() == "assigned 1, never 1");
    }
    SECTION(std::string(word) + ", and an answer in time") {
      told.line(monday + hours{1}, word, infn, "by anna@infn.example.test");
      told.answers(infn, monday + hours{3}, "rejected");
      CHECK(told.brief() == "assigned 1, in_time 1, median_hours 3.00, rejected 1");
    }
  }
  SECTION("the request reached nobody") {
    told.line(monday, "unreachable", infn, "request to nobody of ea-" + infn);
    CHECK(told.brief() == "assigned 1, excused 1");
  }
  SECTION("a reminder that reached nobody is no excuse") {
    told.line(tuesday, "unreachable", infn, "reminder to nobody of ea-" + infn);
    CHECK(told.brief() == "assigned 1, never 1");
  }
  SECTION("taken off before the deadline") {
    told.line(tuesday - hours{1}, "unasked", infn);
    CHECK(told.brief() == "assigned 1, dropped 1");
  }
  SECTION("taken off after it") {
    told.line(tuesday + hours{1}, "unasked", infn);
    CHECK(told.brief() == "assigned 1, never 1");
  }
  SECTION("the rollout was closed before the deadline") {
    told.line(tuesday - hours{1}, "closed", "rollout", "resolved");
    CHECK(told.brief() == "assigned 1, dropped 1");
    told.line(tuesday + hours{1}, "opened", "rollout");
    CHECK(told.brief() == "assigned 1, never 1");
  }
  SECTION("RT or the bridge was away") {
    told.answers(infn, tuesday + hours{2}, "rejected");
    CHECK(told.of(infn).late == 1);
    told.away = AwayTimes({{monday + hours{1}, monday + hours{3}}});
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 8.00, rejected 1");
  }
  SECTION("the bridge was away over the deadline, and the answer was recorded after it") {
    told.away = AwayTimes({{tuesday - hours{1}, wednesday}});
    told.answers(infn, wednesday, "rejected");
    CHECK(told.brief() == "assigned 1, in_time 1, median_hours 7.00, rejected 1");
  }
}

TEST_CASE("figures: a team that is asked again has another request") {
  Asked told;
  told.answers(infn, monday + hours{1}, "accepted");
  told.line(monday + hours{2}, "unasked", infn);
  told.asks(infn, wednesday, wednesday + hours{24});
  CHECK(told.brief() == "assigned 2, in_time 1, never 1, median_hours 1.00, accepted 1, "
                        "reports_dropped 1");
  told.period.since = tuesday;
  CHECK(told.brief() == "assigned 1, never 1");
  told.period = {monday, wednesday}; // until is not in it
  CHECK(told.of(infn).assigned() == 1);
  CHECK(told.of(infn).in_time == 1);
}

TEST_CASE("figures: a request that we found made has no clock") {
  Told told;
  told.answers(infn, monday - hours{1}, "accepted"); // before the bridge saw that it was asked
  told.line(monday, "adopted", infn, until_words(tuesday, "one working day"));
  told.line(monday, "adopted", qmul, until_words(tuesday, "one working day"));
  told.reports(infn, monday + hours{24 * 6});
  CHECK(told.brief() == "assigned 1, adopted 1, accepted 1, reports 1, reports_in_time 1");
  CHECK(told.brief(qmul) == "assigned 1, adopted 1");
}

TEST_CASE("figures: reports are in time, late, missing, or not due yet") {
  Asked told;
  told.answers(infn, monday, "accepted");
  const auto brief = [&] {
    std::string all = told.brief();
    const std::string before = "assigned 1, in_time 1, accepted 1";
    REQUIRE(all.starts_with(before));
    return all.size() > before.size() ? all.substr(before.size() + 2) : "";
  };
  SECTION("in time") {
    told.reports(infn, report_over - base::Seconds{1});
    CHECK(brief() == "reports 1, reports_in_time 1");
  }
  SECTION("an hour into the next day is a day late") {
    told.reports(infn, report_over + hours{1});
    CHECK(brief() == "reports 1, reports_late 1, days_late 1, median_days_late 1.0");
  }
  SECTION("three days late") {
    told.reports(infn, report_over + hours{24 * 2 + 12});
    CHECK(brief() == "reports 1, reports_late 1, days_late 3, median_days_late 3.0");
  }
  SECTION("missing") {
    CHECK(brief() == "reports_missing 1");
  }
  SECTION("not due yet") {
    told.now = report_over - base::Seconds{1};
    CHECK(brief() == "reports_open 1");
  }
  SECTION("of several the first one that was taken counts") {
    told.reports(infn, monday + hours{50}, false);
    told.reports(infn, report_over + hours{1});
    told.reports(infn, report_over + hours{100});
    CHECK(brief() == "reports 1, reports_late 1, days_late 1, median_days_late 1.0");
  }
  SECTION("a summary is none") {
    told.reports(infn, monday + hours{50}, true, ReportName::Kind::summary);
    CHECK(brief() == "reports_missing 1");
  }
  SECTION("exposure was extended") {
    told.line(monday, "exposure", "until", "2026-11-30");
    told.line(monday + hours{100}, "exposure", "until", "2026-12-04");
    told.reports(infn, on("2026-12-04T22:00:00Z"));
    CHECK(brief() == "reports 1, reports_in_time 1");
  }
  SECTION("excused") {
    told.line(report_over, "delayed", infn);
    CHECK(brief() == "reports_excused 1");
    told.reports(infn, report_over + hours{100});
    CHECK(brief() == "reports 1, reports_excused 1");
  }
  SECTION("excused too late") {
    told.line(report_over + base::Seconds{1}, "delayed", infn);
    CHECK(brief() == "reports_missing 1");
  }
  SECTION("the rollout was closed before it was due") {
    told.line(report_over - hours{1}, "closed", "rollout", "resolved");
    CHECK(brief() == "reports_dropped 1");
    told.reports(infn, report_over + hours{100});
    CHECK(brief() == "reports 1, reports_dropped 1");
  }
  SECTION("the rollout was closed after it was due") {
    told.line(report_over + hours{1}, "closed", "rollout", "resolved");
    CHECK(brief() == "reports_missing 1");
  }
  SECTION("RT was away for a day") {
    told.away = AwayTimes({{wednesday, wednesday + hours{24}}});
    told.reports(infn, report_over + hours{1});
    CHECK(brief() == "reports 1, reports_in_time 1");
  }
  SECTION("said twice, accept counts from the first time") {
    told.answers(infn, monday + hours{48}, "accepted");
    told.reports(infn, report_over + hours{1});
    CHECK(told.of(infn).reports_late == 1);
  }
  SECTION("a team that has rejected since owes none") {
    told.answers(infn, wednesday, "rejected");
    CHECK(told.brief() == "assigned 1, in_time 1, rejected 1");
  }
}

TEST_CASE("figures: reminders, GGUS tickets, and the sum of all teams") {
  Asked told;
  told.asks(qmul, monday, tuesday);
  told.line(tuesday, "reminded", infn, "the 1. time");
  told.answers(infn, tuesday + hours{2}, "accepted");
  told.answers(qmul, monday + hours{3}, "rejected");
  told.line(wednesday, "linked", "https://ggus/1", "by anna@infn.example.test of " + infn);
  told.line(wednesday, "linked", "https://ggus/2", "by x@y.example.test of " + infn + ", " + qmul);
  told.line(wednesday, "linked", "https://ggus/3", "by mgr1@example.test");
  told.line(report_over + hours{24}, "chased", infn);
  told.line(report_over + hours{48}, "told_missing", infn);
  CHECK(told.brief() == "assigned 1, late 1, median_hours 10.00, accepted 1, reports_missing 1, "
                        "reminders 2, ggus 2");
  CHECK(told.brief(qmul) == "assigned 1, in_time 1, median_hours 3.00, rejected 1, ggus 1");
  const auto sum = total(told.all());
  CHECK(sum.assigned() == 2);
  CHECK(sum.reminders == 2);
  CHECK(sum.ggus.size() == 2);
  CHECK(written(figure_columns()[8], sum) == "6.50"); // the median of both
}

TEST_CASE("figures: teams stand by name, nobody is made up") {
  Told told;
  CHECK(told.all().empty());
  told.asks(qmul, monday, tuesday);
  told.asks(infn, monday, tuesday);
  told.line(monday, "delayed", "NGI_CZ-prague"); // was never asked
  REQUIRE(told.all().size() == 2);
  CHECK(told.all()[0].team == infn);
}

TEST_CASE("figures: every column has words of its own") {
  std::set<std::string> keys;
  for (const auto& column : figure_columns()) {
    CHECK(keys.insert(column.key).second);
    CHECK(std::string(column.key).find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
          std::string::npos);
    CHECK(std::string(column.definition).size() >= 20);
    CHECK(written(column, {}) == (column.value({}) ? "0" : ""));
  }
}
