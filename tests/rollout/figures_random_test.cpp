// SPDX-License-Identifier: Apache-2.0
// Histories at random, counted a second time: slowly, hour by hour, each request by itself.
#include "base/text.hpp"
#include "rollout/exposure.hpp"
#include "rollout/figure_columns.hpp"
#include "rollout/random_histories.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <numeric>

using namespace rollout;
using std::chrono::hours;

namespace {

// The second count. All times are full hours.
struct Recount {
  const std::vector<Record>& lines;
  const std::vector<Away>& away;
  const Policy& policy;
  base::Instant now;

  bool is_away(base::Instant hour) const {
    return std::any_of(away.begin(), away.end(),
                       [hour](const Away& one) { return one.from <= hour && hour < one.until; });
  }
  // A clock that stands while somebody is away.
  base::Instant rings(base::Instant set, base::Instant due) const {
    auto at = set;
    for (auto left = due - set; left > hours{0}; at += hours{1})
      left -= is_away(at) ? hours{0} : hours{1};
    return std::max(at, due);
  }
  std::int64_t hours_worked(base::Instant from, base::Instant until,
                            const std::string& team) const {
    const auto& working = policy.working_times.of(team);
    std::int64_t sum = 0;
    for (auto at = from; at < until; at += hours{1}) {
      const auto local = working.zone.local(at);
      const auto day = std::chrono::floor<std::chrono::days>(local);
      sum += !is_away(at) && working.works_on(day) && local - day >= working.begins &&
             local - day < working.ends;
    }
    return sum;
  }

  struct Request {
    std::string outcome, report; // keys of columns; empty: owes none
    std::string answer;
    std::int64_t worked = -1;
    bool reported = false;
    int days = 0, reminders = 0;
    std::set<std::string> ggus;
  };

  bool is_request_of(const Record& line, const Record& request) const {
    return (line.what == "asked" || line.what == "adopted") && line.ticket == request.ticket &&
           base::same_ignoring_case(line.about, request.about);
  }

  Request request(std::size_t at) const {
    const auto& asked = lines[at];
    const bool adopted = asked.what == "adopted";
    const bool is_first = std::none_of(lines.begin(), lines.begin() + std::ptrdiff_t(at),
                                       [&](const auto& one) { return is_request_of(one, asked); });
    Request out;
    const auto told = base::read_iso(asked.words.substr(0, 20)).value();
    auto due = told;
    std::optional<base::Instant> answered, accepted, over, closed, came;
    std::string exposed;
    bool excused_answer_by_address = false, is_mine = true, newest_due_counts = true;
    std::vector<base::Instant> excuses;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto& line = lines[i];
      if (line.ticket != asked.ticket)
        continue;
      if (i > at && is_mine && is_request_of(line, asked)) {
        is_mine = false; // what follows is the next request's
        over = over.value_or(line.at);
      }
      const bool about = base::same_ignoring_case(line.about, asked.about);
      const bool mine = is_mine && i > at;
      newest_due_counts = !answered && !over && !closed;
      if (line.what == "due" && (i < at || newest_due_counts)) {
        const auto day = base::read_iso(line.words);
        due = day && *day > asked.at ? *day : told;
      } else if (line.what == "exposure" && (i < at || (!over && !came))) {
        exposed = line.words;
      } else if (line.what == "closed" && i > at) {
        closed = closed.value_or(line.at);
      } else if (line.what == "opened" && i > at) {
        closed.reset();
      } else if (line.what == "linked" && mine && line.words.ends_with(" of " + asked.about)) {
        out.ggus.insert(line.about);
      } else if (line.what == "report" && mine) {
        const auto filed = read_filed(line.about, line.words).value();
        if (filed.taken && base::same_ignoring_case(filed.team, asked.about))
          came = came ? std::min(*came, filed.at) : filed.at;
      } else if (line.what == "answered" && about && (mine || (i < at && is_first))) {
        auto time = line.at;
        for (const auto& other : lines)
          if (other.what == arrival_line && other.cause == line.cause)
            time = std::min(time, other.at);
        time = std::max(time, asked.at);
        const auto state = line.words.substr(0, line.words.find(' '));
        if (state != "withdrawn" && !answered)
          answered = time;
        if (state != "accepted")
          accepted.reset();
        else if (out.answer != "accepted")
          accepted = line.at;
        out.answer = state;
      } else if (mine && about) {
        if (line.what == "unasked" && !over)
          over = line.at;
        excused_answer_by_address |= line.what == "unreachable" && line.words == "request to";
        out.reminders += line.what == "reminded" || line.what == "chased";
        if (line.what == "delayed" || line.what == "proceeding")
          excuses.push_back(line.at);
      }
    }
    const auto ended = [&](base::Instant until) {
      return (over && *over < until) || (closed && *closed < until);
    };
    const auto said = [&](base::Instant until) {
      return !excuses.empty() && excuses.front() <= until;
    };
    const auto rung = rings(asked.at, due);
    const bool excused = excused_answer_by_address || said(rung);
    if (adopted)
      out.outcome = "adopted";
    else if (answered)
      out.outcome = *answered <= rung ? "in_time" : excused ? "excused" : "late";
    else if (ended(rung))
      out.outcome = "dropped";
    else
      out.outcome = now <= rung ? "open" : excused ? "excused" : "never";
    if (answered && !adopted)
      out.worked = hours_worked(asked.at, *answered, asked.about);
    out.reported = came.has_value();
    if (!accepted)
      return out;
    const auto& zone = policy.working_times.of(asked.about).zone;
    auto last = rings(*accepted, report_due(*accepted, exposed, zone, policy.exposure));
    while (zone.local(last) != std::chrono::floor<std::chrono::days>(zone.local(last)))
      last += hours{1}; // the whole of the day
    if (came && *came < last)
      out.report = "reports_in_time";
    else if (ended(last))
      out.report = "reports_dropped";
    else if (!came && now < last)
      out.report = "reports_open";
    else if (said(last))
      out.report = "reports_excused";
    else
      out.report = came ? "reports_late" : "reports_missing";
    if (out.report == "reports_late")
      for (auto day = last; day <= *came; ++out.days) { // midnights that passed
        const auto next =
            std::chrono::floor<std::chrono::days>(zone.local(day)) + std::chrono::days{1};
        day = zone.instant(next);
      }
    return out;
  }
};

using Sums = std::map<std::string, std::map<std::string, std::string>>; // team -> column -> value

std::string middle(std::vector<std::int64_t> all, int decimals) {
  std::sort(all.begin(), all.end());
  if (all.empty())
    return "";
  const auto twice = all[(all.size() - 1) / 2] + all[all.size() / 2];
  const std::string half =
      decimals == 1 ? (twice % 2 == 0 ? ".0" : ".5") : (twice % 2 == 0 ? ".00" : ".50");
  return std::to_string(twice / 2) + half;
}

Sums recounted(const Recount& recount, const Period& period) {
  struct Sum {
    std::map<std::string, std::int64_t> counts;
    std::vector<std::int64_t> worked, days;
    std::set<std::string> ggus;
  };
  std::map<std::string, Sum> sums;
  for (std::size_t i = 0; i < recount.lines.size(); ++i) {
    const auto& line = recount.lines[i];
    if ((line.what != "asked" && line.what != "adopted") || line.at < period.since ||
        line.at >= period.until)
      continue;
    const auto one = recount.request(i);
    auto& sum = sums[line.about];
    for (const auto& key : {std::string("assigned"), one.outcome, one.answer, one.report,
                            std::string(one.reported ? "reports" : "")})
      ++sum.counts[key];
    sum.counts["reminders"] += one.reminders;
    sum.counts["days_late"] += one.days;
    sum.ggus.insert(one.ggus.begin(), one.ggus.end());
    if (one.worked >= 0)
      sum.worked.push_back(one.worked);
    if (one.report == "reports_late")
      sum.days.push_back(one.days);
  }
  Sums out;
  for (auto& [team, sum] : sums)
    for (const auto& column : figure_columns())
      out[team][column.key] = std::to_string(sum.counts[column.key]);
  for (auto& [team, sum] : sums) {
    out[team]["ggus"] = std::to_string(sum.ggus.size());
    out[team]["median_hours"] = middle(sum.worked, 2);
    out[team]["median_days_late"] = middle(sum.days, 1);
  }
  return out;
}

Sums ours(const std::vector<Figures>& all) {
  Sums out;
  for (const auto& one : all)
    for (const auto& column : figure_columns())
      out[one.team][column.key] = written(column, one);
  return out;
}

// What differs, in words; "" when nothing does.
std::string difference(const Sums& a, const Sums& b) {
  std::string out = a.size() == b.size() ? "" : "other teams\n";
  for (const auto& [team, columns] : a)
    for (const auto& [key, value] : columns)
      if (const auto other = b.contains(team) ? b.at(team).at(key) : "nobody"; other != value)
        out += team + ": " + key + " is " + value + " and " + other + "\n";
  return out;
}

} // namespace

TEST_CASE("figures: histories at random, counted a second time hour by hour") {
  const auto policy = usual_policy();
  std::map<std::string, std::int64_t> seen; // each column is put to the test
  for (unsigned seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Dice dice{std::mt19937(seed)};
    const auto history = random_history(dice);
    const auto away = random_away(dice);
    const auto now = begin + hours{24 * 20 + dice.below(24 * 30)};
    const Period period{begin + hours{dice.below(24)},
                        begin + hours{24 * 10 + dice.below(24 * 30)}};
    const auto all = figures(cases(history.lines), AwayTimes(away), period, policy, now);
    REQUIRE(difference(ours(all), recounted({history.lines, away, policy, now}, period)) == "");
    const auto sum = total(all);
    for (const auto& column : figure_columns())
      seen[column.key] += column.value(sum).value_or(0) > 0;
    CHECK(sum.accepted == sum.reports_in_time + sum.reports_late + sum.reports_missing +
                              sum.reports_excused + sum.reports_dropped + sum.reports_open);
  }
  for (const auto& column : figure_columns()) {
    CAPTURE(column.key);
    CHECK(seen[column.key] >= 10);
  }
}

TEST_CASE("figures: who was away never makes a team look worse, and in pieces it is the same") {
  const auto policy = usual_policy();
  const Period period{begin, end};
  int helped = 0;
  for (unsigned seed = 1000; seed < 1600; ++seed) {
    CAPTURE(seed);
    Dice dice{std::mt19937(seed)};
    const auto folded = cases(random_history(dice).lines);
    const auto now = begin + hours{24 * 20 + dice.below(24 * 30)};
    auto away = random_away(dice);
    const auto before = figures(folded, AwayTimes(away), period, policy, now);
    std::vector<Away> pieces;
    for (const auto& one : away) {
      const auto cut = std::min(one.until, one.from + hours{dice.below(20)});
      pieces.push_back({cut, one.until});
      pieces.push_back({one.from, cut});
    }
    REQUIRE(ours(figures(folded, AwayTimes(pieces), period, policy, now)) == ours(before));
    const auto from = begin + hours{dice.below(24 * 30)};
    away.push_back({from, from + hours{1 + dice.below(90)}});
    const auto after = figures(folded, AwayTimes(away), period, policy, now);
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
      const auto &was = before[i], &is = after[i];
      CHECK(is.assigned() == was.assigned());
      CHECK(is.in_time >= was.in_time);
      CHECK(is.late + is.never <= was.late + was.never);
      CHECK(is.reports_in_time >= was.reports_in_time);
      CHECK(is.reports_late + is.reports_missing <= was.reports_late + was.reports_missing);
      CHECK(std::accumulate(is.days_late.begin(), is.days_late.end(), 0) <=
            std::accumulate(was.days_late.begin(), was.days_late.end(), 0));
      for (std::size_t k = 0; k < is.answered_after.size(); ++k)
        CHECK(is.answered_after[k] <= was.answered_after[k]);
      helped += is.in_time > was.in_time || is.reports_in_time > was.reports_in_time;
    }
  }
  CHECK(helped >= 10);
}

TEST_CASE("figures: ten thousand requests of forty teams are counted") {
  const auto policy = usual_policy();
  History history;
  std::vector<Away> away;
  for (int i = 0; i < 2500; ++i) {
    history.ticket = i;
    const auto asked = begin + hours{i};
    for (int team = 0; team < 4; ++team) {
      const std::string name = "NGI_X-SITE-" + std::to_string((i + team) % 40);
      history.asks(name, asked, asked + hours{24});
      history.answers(name, asked + hours{i % 50}, "accepted");
      history.reports(name, asked + hours{24 * 6 + i % 80});
    }
    if (i % 10 == 0)
      away.push_back({asked, asked + hours{1}});
  }
  const auto sum = total(figures(cases(history.lines), AwayTimes(away),
                                 {begin, begin + hours{24 * 365}}, policy, end + hours{24 * 365}));
  CHECK(sum.assigned() == 10'000);
  CHECK(sum.in_time > 4'000);
  CHECK(sum.late > 4'000);
}
