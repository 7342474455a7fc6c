// SPDX-License-Identifier: Apache-2.0
// How long a release is in production use before its outcome (R28-R30): from the first accept to
// the day in the field `Exposure Until`, and for each team some days of its own at least. Calendar
// days, each team's by its own clock.
#pragma once

#include "calendar/zone.hpp"
#include "rollout/policy.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rollout {

// "2026-11-28", with or without a time behind it, as RT's date fields have it; nullopt: no day.
std::optional<calendar::Day> read_day(std::string_view text);
std::string to_words(calendar::Day day); // "2026-11-28"

// The last day of exposure when nobody says otherwise: `first` is the first accept.
calendar::Day usual_end(base::Instant first, const calendar::Zone& zone, const Exposure& rules);

// A report that comes before this day tells of less exposure than is usual.
calendar::Day report_may_come(base::Instant accepted, const calendar::Zone& zone,
                              const Exposure& rules);

// The last day on which a team's report is in time: that of the exposure (as its field says it;
// unreadable: as is usual), but never before the team has had its own days.
calendar::Day report_day(base::Instant accepted, std::string_view until_day,
                         const calendar::Zone& zone, const Exposure& rules);

// When that day is over.
base::Instant report_due(base::Instant accepted, std::string_view until_day,
                         const calendar::Zone& zone, const Exposure& rules);

} // namespace rollout
