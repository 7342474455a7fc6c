// SPDX-License-Identifier: Apache-2.0
#include "rollout/figures.hpp"

#include "base/text.hpp"
#include "rollout/exposure.hpp"

#include <algorithm>
#include <map>

namespace rollout {
namespace {

// Judges one case; what it finds is added to the team's figures.
class Judge {
public:
  Judge(const Case& one, const AwayTimes& away, const Policy& policy, base::Instant now)
      : case_(one), away_(away), policy_(policy), working_(policy.working_times.of(one.team)),
        now_(now) {}

  void add_to(Figures& figures) const {
    figures.accepted += case_.answer == Case::Answer::accepted;
    figures.rejected += case_.answer == Case::Answer::rejected;
    figures.withdrawn += case_.answer == Case::Answer::withdrawn;
    figures.reports += case_.reported.has_value();
    figures.reminders += case_.reminders;
    figures.ggus.insert(case_.ggus.begin(), case_.ggus.end());
    ++(figures.*answer());
    if (case_.answered && !case_.adopted)
      figures.answered_after.push_back(away_.worked(case_.asked, *case_.answered, working_));
    if (!case_.accepted)
      return;
    const auto due = report_over();
    const auto kind = report(due);
    ++(figures.*kind);
    if (kind == &Figures::reports_late)
      figures.days_late.push_back(days_late(due));
  }

private:
  using Count = int Figures::*;

  Count answer() const {
    if (case_.adopted)
      return &Figures::adopted;
    const auto due = away_.extended(case_.due, case_.asked);
    if (case_.answered && *case_.answered <= due)
      return &Figures::in_time;
    if (!case_.answered && was_over(due))
      return &Figures::dropped;
    if (!case_.answered && now_ <= due)
      return &Figures::open;
    if (case_.reached_nobody || had_said(due))
      return &Figures::excused;
    return case_.answered ? &Figures::late : &Figures::never;
  }

  calendar::Day day_of(base::Instant at) const {
    return std::chrono::floor<std::chrono::days>(working_.zone.local(at));
  }
  // The end of the last day on which its report is in time: it has the whole of that day, also
  // where times away have moved it.
  base::Instant report_over() const {
    const auto due = away_.extended(
        report_due(*case_.accepted, case_.exposed_until, working_.zone, policy_.exposure),
        *case_.accepted);
    return working_.zone.instant(day_of(due - base::Seconds{1}) + std::chrono::days{1});
  }
  Count report(base::Instant due) const {
    if (case_.reported && *case_.reported < due)
      return &Figures::reports_in_time;
    if (was_over(due))
      return &Figures::reports_dropped;
    if (!case_.reported && now_ < due)
      return &Figures::reports_open;
    if (had_said(due))
      return &Figures::reports_excused;
    return case_.reported ? &Figures::reports_late : &Figures::reports_missing;
  }
  int days_late(base::Instant due) const {
    return static_cast<int>((day_of(*case_.reported) - day_of(due - base::Seconds{1})).count());
  }

  // Nobody waited for it any more when it would have been due.
  bool was_over(base::Instant due) const {
    return (case_.taken_off && *case_.taken_off < due) || (case_.closed && *case_.closed < due);
  }
  bool had_said(base::Instant due) const {
    return std::any_of(case_.excuses.begin(), case_.excuses.end(),
                       [due](base::Instant at) { return at <= due; });
  }

  const Case& case_;
  const AwayTimes& away_;
  const Policy& policy_;
  const calendar::WorkingTime& working_;
  base::Instant now_;
};

template <class T> void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

} // namespace

Figures& Figures::operator+=(const Figures& other) {
  for (const auto count :
       {&Figures::adopted, &Figures::in_time, &Figures::late, &Figures::never, &Figures::excused,
        &Figures::dropped, &Figures::open, &Figures::accepted, &Figures::rejected,
        &Figures::withdrawn, &Figures::reports, &Figures::reports_in_time, &Figures::reports_late,
        &Figures::reports_missing, &Figures::reports_excused, &Figures::reports_dropped,
        &Figures::reports_open, &Figures::reminders})
    this->*count += other.*count;
  append(answered_after, other.answered_after);
  append(days_late, other.days_late);
  ggus.insert(other.ggus.begin(), other.ggus.end());
  return *this;
}

std::vector<Figures> figures(const std::vector<Case>& cases, const AwayTimes& away,
                             const Period& period, const Policy& policy, base::Instant now) {
  std::map<std::string, Figures> teams;
  for (const auto& one : cases) {
    if (one.asked < period.since || one.asked >= period.until)
      continue;
    auto& team = teams[base::lower(one.team)];
    team.team = one.team;
    Judge(one, away, policy, now).add_to(team);
  }
  std::vector<Figures> out;
  for (auto& [key, team] : teams)
    out.push_back(std::move(team));
  return out;
}

Figures total(const std::vector<Figures>& teams) {
  Figures out;
  for (const auto& team : teams)
    out += team;
  return out;
}

} // namespace rollout
