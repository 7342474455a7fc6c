// SPDX-License-Identifier: Apache-2.0
// Times and days as a person would say them.
#pragma once

#include "calendar/zone.hpp"

#include <vector>

namespace calendar {

// "2026-12-28 10:15 Europe/Rome (09:15 UTC)", with the date of UTC where it is another.
std::string in_words(base::Instant at, const Zone& zone);

std::string in_words(LocalTime local); // "2026-12-28 10:15"
std::string in_words(Day day);         // "28 December"

// "26 and 27 December", "31 October and 1 November", "28 and 29 November, 5
// and 6 December": `days` in their order.
std::string in_words(const std::vector<Day>& days);

// "a, b and c".
std::string listed(const std::vector<std::string>& words);

} // namespace calendar
