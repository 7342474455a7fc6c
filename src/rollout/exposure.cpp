// SPDX-License-Identifier: Apache-2.0
#include "rollout/exposure.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

calendar::Day day_of(base::Instant at, const calendar::Zone& zone) {
  return std::chrono::floor<std::chrono::days>(zone.local(at));
}

} // namespace

std::optional<calendar::Day> read_day(std::string_view text) {
  constexpr std::size_t width = 10;
  text = base::trim(text);
  if (text.size() > width && text[width] != ' ' && text[width] != 'T')
    return std::nullopt;
  const auto midnight = base::read_iso(std::string(text.substr(0, width)) + "T00:00:00Z");
  if (text.size() < width || !midnight)
    return std::nullopt;
  return calendar::Day{std::chrono::floor<std::chrono::days>(*midnight).time_since_epoch()};
}

std::string to_words(calendar::Day day) {
  return base::to_iso(base::Instant{std::chrono::sys_days{day.time_since_epoch()}}).substr(0, 10);
}

calendar::Day usual_end(base::Instant first, const calendar::Zone& zone, const Exposure& rules) {
  return day_of(first, zone) + std::chrono::days{rules.days};
}

calendar::Day report_may_come(base::Instant accepted, const calendar::Zone& zone,
                              const Exposure& rules) {
  return day_of(accepted, zone) + std::chrono::days{rules.least};
}

calendar::Day report_day(base::Instant accepted, std::string_view until_day,
                         const calendar::Zone& zone, const Exposure& rules) {
  const auto until = read_day(until_day).value_or(usual_end(accepted, zone, rules));
  return std::max(until, report_may_come(accepted, zone, rules));
}

base::Instant report_due(base::Instant accepted, std::string_view until_day,
                         const calendar::Zone& zone, const Exposure& rules) {
  return zone.instant(report_day(accepted, until_day, zone, rules) + std::chrono::days{1});
}

} // namespace rollout
