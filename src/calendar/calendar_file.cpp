// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar_file.hpp"

#include "base/pattern.hpp"
#include "base/table.hpp"
#include "base/text.hpp"

namespace calendar {
namespace {

namespace chrono = std::chrono;
using base::fail;
using base::Fault;
using base::Result;
using base::Row;

constexpr const char* form =
    "a line is a day, a tab, the reason; the day is 2026-10-28, 12-08 for each year, or easter-2, "
    "easter+1, orthodox_easter+1";

int number(std::string_view digits) {
  return digits.empty() ? 0 : std::stoi(std::string(digits));
}

// Closes the day that `words` name; false: the words are a rule, but there is no such day.
bool close(Calendar& calendar, const base::Match& words, std::string reason) {
  const auto& group = words.groups;
  if (!group[4].empty()) {
    const int days = group[5] == "-" ? -number(group[6]) : number(group[6]);
    if (days < -most_days_before_easter || days > most_days_after_easter)
      return false;
    if (group[4] == "easter")
      calendar.close_at_easter(days, std::move(reason));
    else
      calendar.close_at_orthodox_easter(days, std::move(reason));
    return true;
  }
  const chrono::month_day day{chrono::month(unsigned(number(group[2]))),
                              chrono::day(unsigned(number(group[3])))};
  const chrono::year_month_day date{chrono::year{number(group[1])}, day.month(), day.day()};
  const bool each_year = group[1].empty();
  if (each_year ? !day.ok() : !date.ok())
    return false;
  if (each_year)
    calendar.close_each(day, std::move(reason));
  else
    calendar.close(Day{date}, std::move(reason));
  return true;
}

Result<void> read_rule(const Row& row, Calendar& calendar) {
  static const base::Pattern rule{
      R"(\A(?:(?:(\d{4})-)?(\d\d)-(\d\d)|(easter|orthodox_easter)([+-])(0|[1-9]\d{0,2}))\z)"};
  // People read it in a letter: one line of signs that can be seen.
  static const base::Pattern readable{R"(\A\P{C}{1,100}\z)", base::Pattern::Case::folded};
  if (row.columns.size() != 2 || row.columns[1].empty())
    return fail(Fault::invalid, row.place + " is not a day and a reason", form);
  const auto found = rule.find(row.columns[0]);
  if (!found)
    return fail(Fault::invalid, row.place + " does not begin with a day", form);
  if (!readable.find(row.columns[1]))
    return fail(Fault::invalid, row.place + ": the reason cannot be read",
                "a reason is at most 100 letters of UTF-8 without control characters");
  if (!close(calendar, *found, std::string(row.columns[1])))
    return fail(Fault::invalid, row.place + ": there is no such day",
                "easter-" + std::to_string(most_days_before_easter) + " to easter+" +
                    std::to_string(most_days_after_easter) +
                    ", and days that the month has, can be named");
  return {};
}

} // namespace

Result<Calendar> read_calendar(std::string_view text, std::string_view where) {
  Calendar out;
  bool with_target = false;
  std::map<std::string_view, const Row*> seen;
  const auto all = base::rows(text, where);
  for (const auto& row : all) {
    const bool includes = row.columns[0] == "include";
    if (includes && (row.columns.size() != 2 || row.columns[1] != "target"))
      return fail(Fault::invalid, row.place + " is not understood",
                  "only the calendar `target` can be included: include, a tab, target");
    with_target = with_target || includes;
    if (auto good = includes ? Result<void>{} : read_rule(row, out); !good)
      return fail(good.error());
    if (const auto [first, is_new] = seen.emplace(row.columns[0], &row); !is_new)
      return fail(Fault::invalid,
                  row.place + ": the day stands twice, first in " + first->second->place,
                  "leave one of the lines");
  }
  if (with_target)
    out.include(Calendar::target());
  return out;
}

} // namespace calendar
