// SPDX-License-Identifier: Apache-2.0
#include "calendar/working_times.hpp"

#include "base/table.hpp"
#include "base/text.hpp"

namespace calendar {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using base::Row;
using base::shown;

constexpr const char* form =
    "a line is a team, an NGI or *, a tab, the zone, a tab, the calendar, a tab, the weekend";

bool is_name(std::string_view text) {
  return text == "*" || (!text.empty() && text.find_first_not_of(
                                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789-_.") == text.npos);
}

Result<Calendar> find_calendar(std::string_view name, const Calendars& calendars) {
  if (name == "target")
    return Calendar::target();
  if (const auto found = calendars.find(name); found != calendars.end())
    return found->second;
  std::vector<std::string> known{"target"};
  for (const auto& [other, calendar] : calendars)
    known.push_back(other);
  return fail(Fault::invalid, "there is no calendar '" + shown(name) + "'",
              "known are " + base::join(known, ", ") + "; each other one is a file of its own");
}

Result<WorkingTime> read_line(const Row& row, const Calendars& calendars) {
  if (row.columns.size() != 4 || !is_name(row.columns[0]))
    return fail(Fault::invalid, "there are not four columns, or the first is no name", form);
  auto zone = Zone::named(row.columns[1]);
  if (!zone)
    return fail(zone.error());
  auto calendar = find_calendar(row.columns[2], calendars);
  if (!calendar)
    return fail(calendar.error());
  const auto weekend = read_weekend(row.columns[3]);
  if (!weekend)
    return fail(weekend.error());
  return WorkingTime{
      .zone = std::move(*zone), .weekend = *weekend, .calendar = std::move(*calendar)};
}

} // namespace

Result<WorkingTimes> WorkingTimes::read(std::string_view text, std::string_view where,
                                        const Calendars& calendars) {
  WorkingTimes out;
  for (const auto& row : base::rows(text, where)) {
    auto line = read_line(row, calendars);
    if (!line)
      return fail(line.error().fault, row.place + ": " + line.error().what, line.error().hint);
    if (!out.lines_.emplace(base::lower(row.columns[0]), std::move(*line)).second)
      return fail(Fault::invalid, row.place + ": " + shown(row.columns[0]) + " stands twice",
                  "leave one of the lines");
  }
  if (out.lines_.contains("*"))
    return out;
  auto usual = usual_working_time();
  if (!usual)
    return fail(usual.error());
  out.lines_.emplace("*", std::move(*usual));
  return out;
}

const WorkingTime& WorkingTimes::of(std::string_view team, std::string_view ngi) const {
  const std::string name = base::lower(team);
  std::vector<std::string> candidates{name};
  if (!ngi.empty())
    candidates.push_back(base::lower(ngi));
  else
    for (auto dash = name.find('-'); dash != name.npos; dash = name.find('-', dash + 1))
      candidates.push_back(name.substr(0, dash));
  for (const auto& candidate : candidates)
    if (const auto found = lines_.find(candidate); found != lines_.end())
      return found->second;
  return lines_.at("*");
}

std::vector<std::string> WorkingTimes::names() const {
  std::vector<std::string> out;
  for (const auto& [name, time] : lines_)
    out.push_back(name);
  return out;
}

} // namespace calendar
