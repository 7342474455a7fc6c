// SPDX-License-Identifier: Apache-2.0
// Easter Sunday, both as dates of the calendar that is in use today.
#pragma once

#include <chrono>

namespace calendar {

std::chrono::local_days easter(std::chrono::year year);
std::chrono::local_days orthodox_easter(std::chrono::year year);

} // namespace calendar
