// SPDX-License-Identifier: Apache-2.0
// A calendar as people write it, one rule a line: `2026-10-28`, `12-08` (each year), `easter-2`,
// `orthodox_easter+1`, then a tab and the reason; or `include<TAB>target`. Rules of the file's own
// come before included ones. Strict: any other line is Fault::invalid with file, line and remedy.
#pragma once

#include "calendar/calendar.hpp"

namespace calendar {

// `where` names the text in messages.
base::Result<Calendar> read_calendar(std::string_view text, std::string_view where);

} // namespace calendar
