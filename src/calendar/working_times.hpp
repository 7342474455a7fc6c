// SPDX-License-Identifier: Apache-2.0
// Who works when: a table of lines `NAME<TAB>zone<TAB>calendar<TAB>weekend`, where NAME is a team
// (NGI_IT-INFN-T1), an NGI (NGI_IT) or * for all others, the calendar is `target` or one of
// `calendars`, and the weekend is such as Sat,Sun. The most specific line counts.
#pragma once

#include "calendar/working_time.hpp"

#include <map>

namespace calendar {

using Calendars = std::map<std::string, Calendar, std::less<>>; // by their names in the table

class WorkingTimes {
public:
  // Nothing was read yet: nobody has a working time.
  WorkingTimes() = default;

  // Strict: any other line, a NAME that stands twice, a zone or calendar that does not exist is
  // Fault::invalid with `where`, the line and the remedy. An empty text gives the usual time to
  // all.
  static base::Result<WorkingTimes> read(std::string_view text, std::string_view where,
                                         const Calendars& calendars = {});

  // In any case of letters. When `ngi` is not known (empty), the shortest line is taken that the
  // team's name begins with, up to a '-'.
  // Throws std::out_of_range before a table, if only an empty one, was read.
  const WorkingTime& of(std::string_view team, std::string_view ngi = {}) const;

  // Those of the table, in lower case, with "*".
  std::vector<std::string> names() const;

private:
  std::map<std::string, WorkingTime, std::less<>> lines_; // by the name in lower case; has "*"
};

} // namespace calendar
