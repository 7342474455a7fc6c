// SPDX-License-Identifier: Apache-2.0
// A line to syslog (facility mail), written straight to /dev/log: unlike syslog(3) it never waits
// for a log daemon that is absent or does not read, allocates nothing and asks no time zone.
#pragma once

#include <string_view>

namespace filter {

enum class Gravity { error = 3, warning = 4, info = 6 };

void note(Gravity gravity, std::string_view text, std::string_view more = {});

} // namespace filter
