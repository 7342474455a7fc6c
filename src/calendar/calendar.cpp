// SPDX-License-Identifier: Apache-2.0
#include "calendar/calendar.hpp"

#include "calendar/easter.hpp"

namespace calendar {
namespace {

namespace chrono = std::chrono;

template <class Key>
const std::string* find(const std::map<Key, std::string>& rules, const Key& key) {
  const auto found = rules.find(key);
  return found == rules.end() ? nullptr : &found->second;
}

} // namespace

Calendar Calendar::target() {
  Calendar out;
  out.close_each(chrono::January / 1, "New Year's Day");
  out.close_at_easter(-2, "Good Friday");
  out.close_at_easter(1, "Easter Monday");
  out.close_each(chrono::May / 1, "Labour Day");
  out.close_each(chrono::December / 25, "Christmas Day");
  out.close_each(chrono::December / 26, "Second Day of Christmas");
  return out;
}

void Calendar::close(Day day, std::string reason) {
  dated_.emplace(day, std::move(reason));
}
void Calendar::close_each(chrono::month_day day, std::string reason) {
  yearly_.emplace(day, std::move(reason));
}
void Calendar::close_at_easter(int days_after, std::string reason) {
  easter_.emplace(days_after, std::move(reason));
}
void Calendar::close_at_orthodox_easter(int days_after, std::string reason) {
  orthodox_.emplace(days_after, std::move(reason));
}

void Calendar::include(const Calendar& other) {
  dated_.insert(other.dated_.begin(), other.dated_.end());
  yearly_.insert(other.yearly_.begin(), other.yearly_.end());
  easter_.insert(other.easter_.begin(), other.easter_.end());
  orthodox_.insert(other.orthodox_.begin(), other.orthodox_.end());
}

std::optional<std::string> Calendar::closed(Day day) const {
  const chrono::year_month_day date{day};
  const auto after = [day](Day sunday) { return int((day - sunday).count()); };
  const auto* reason = find(dated_, day);
  if (!reason)
    reason = find(yearly_, date.month() / date.day());
  if (!reason && !easter_.empty())
    reason = find(easter_, after(easter(date.year())));
  if (!reason && !orthodox_.empty())
    reason = find(orthodox_, after(orthodox_easter(date.year())));
  return reason ? std::optional(*reason) : std::nullopt;
}

std::optional<chrono::year> Calendar::dated_until() const {
  if (dated_.empty())
    return std::nullopt;
  return chrono::year_month_day{dated_.rbegin()->first}.year();
}

} // namespace calendar
