// SPDX-License-Identifier: Apache-2.0
#include "rollout/figure_columns.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace rollout {
namespace {

using Part = FigureColumn::Part;
using Value = std::optional<double>;

template <int Figures::*count> Value counted(const Figures& figures) {
  return figures.*count;
}

template <class T> Value median(std::vector<T> all, double (*to_number)(const T&)) {
  if (all.empty())
    return std::nullopt;
  std::sort(all.begin(), all.end());
  const auto middle = all.size() / 2;
  const double upper = to_number(all[middle]);
  return all.size() % 2 == 1 ? upper : (to_number(all[middle - 1]) + upper) / 2;
}

Value assigned(const Figures& figures) {
  return figures.assigned();
}
Value median_hours(const Figures& figures) {
  return median<base::Seconds>(figures.answered_after, [](const base::Seconds& one) {
    return static_cast<double>(one.count()) / 3600;
  });
}
Value days_late(const Figures& figures) {
  return std::accumulate(figures.days_late.begin(), figures.days_late.end(), 0);
}
Value median_days_late(const Figures& figures) {
  return median<int>(figures.days_late, [](const int& one) { return double(one); });
}
Value ggus(const Figures& figures) {
  return static_cast<double>(figures.ggus.size());
}

} // namespace

const std::vector<FigureColumn>& figure_columns() {
  static const std::vector<FigureColumn> all{
      {Part::answers, "assigned", "assigned", true, 0, assigned,
       "requests to the team: each is in one of the seven columns that follow"},
      {Part::answers, "adopted", "adopted", false, 0, counted<&Figures::adopted>,
       "requests that others had made before the bridge remembers: nobody knows when, so they "
       "have no clock"},
      {Part::answers, "in_time", "in time", true, 0, counted<&Figures::in_time>,
       "the first answer, accept or reject, came until the deadline"},
      {Part::answers, "late", "late", true, 0, counted<&Figures::late>,
       "the first answer came after the deadline"},
      {Part::answers, "never", "never", true, 0, counted<&Figures::never>,
       "the deadline is over, and no answer came"},
      {Part::answers, "excused", "excused", false, 0, counted<&Figures::excused>,
       "late or no answer, but the team said `delayed` or `proceeding` before the deadline, or "
       "nobody in its RT group had an address for the request"},
      {Part::answers, "dropped", "dropped", false, 0, counted<&Figures::dropped>,
       "no answer, but the team was taken off, or the rollout closed, before the deadline"},
      {Part::answers, "open", "open", false, 0, counted<&Figures::open>,
       "no answer yet, and the deadline is not over"},
      {Part::answers, "median_hours", "hours", true, 2, median_hours,
       "working hours from the request to the first answer, in time or late: the median"},
      {Part::answers, "accepted", "accepted", true, 0, counted<&Figures::accepted>,
       "requests whose last answer is accept"},
      {Part::answers, "rejected", "rejected", true, 0, counted<&Figures::rejected>,
       "requests whose last answer is reject"},
      {Part::answers, "withdrawn", "withdrawn", false, 0, counted<&Figures::withdrawn>,
       "requests whose answer was taken back, and which have no other since"},
      {Part::reports, "reports", "taken", true, 0, counted<&Figures::reports>,
       "requests that led to a report that was taken; of several the first one counts. Where the "
       "last answer is accept, each request is in one of the six columns that follow (but for "
       "days_late and median_days_late)"},
      {Part::reports, "reports_in_time", "in time", true, 0, counted<&Figures::reports_in_time>,
       "the report came on the last day of its time or before"},
      {Part::reports, "reports_late", "late", true, 0, counted<&Figures::reports_late>,
       "the report came after that day"},
      {Part::reports, "days_late", "days late", true, 0, days_late,
       "calendar days from that day to the late reports: the sum"},
      {Part::reports, "median_days_late", "median days", false, 1, median_days_late,
       "the same: the median"},
      {Part::reports, "reports_missing", "missing", true, 0, counted<&Figures::reports_missing>,
       "that day is over, and no report came"},
      {Part::reports, "reports_excused", "excused", false, 0, counted<&Figures::reports_excused>,
       "late or missing, but the team said `delayed` or `proceeding` before that day was over"},
      {Part::reports, "reports_dropped", "dropped", false, 0, counted<&Figures::reports_dropped>,
       "not in time, but the team was taken off, or the rollout closed, before that day was over"},
      {Part::reports, "reports_open", "open", false, 0, counted<&Figures::reports_open>,
       "no report yet, and that day is not over"},
      {Part::reports, "reminders", "reminders", true, 0, counted<&Figures::reminders>,
       "reminders that the team was sent, of answers and of reports"},
      {Part::reports, "ggus", "GGUS", true, 0, ggus,
       "different GGUS tickets that members of the team named on these rollouts"},
  };
  return all;
}

const char* const figure_terms =
    "A request belongs to the period in which it was made, whenever it was answered. Asking a team "
    "again, after it was taken off, is another request. The deadline is the one that its letter "
    "named, or the date Due that a manager had set when the answer came. An answer and a report "
    "count from when their mail came in. The time of a report ends with the last day of exposure, "
    "and not before the team has had its own days since it accepted. A deadline moves by the time "
    "that RT or the bridge was away before it. Working hours are the team's own, without its "
    "weekend and closing days, and without the time that RT or the bridge was away.";

std::string written(const FigureColumn& column, const Figures& figures) {
  const auto value = column.value(figures);
  if (!value)
    return "";
  char out[40];
  std::snprintf(out, sizeof out, "%.*f", column.decimals, *value);
  return out;
}

} // namespace rollout
