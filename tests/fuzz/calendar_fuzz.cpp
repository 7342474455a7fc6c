// SPDX-License-Identifier: Apache-2.0
// Any text as a calendar and as a table of working times: read, or an Error with words in it. What
// was read gives each notice a deadline.
#include "base/text.hpp"
#include "calendar/calendar_file.hpp"
#include "calendar/deadline.hpp"
#include "calendar/working_times.hpp"
#include "fuzz/told.hpp"

#include <cstdint>

namespace {

void must_have_deadlines(const calendar::WorkingTime& working, std::int64_t seed) {
  const auto notice = base::from_unix(seed % 4'000'000'000);
  const auto due = calendar::deadline(notice, 1 + int(seed % 3), working);
  must(due.at > notice && base::fits_one_line(due.because) && !due.because.empty());
  must(!calendar::late_by(due.at, notice, working).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  std::int64_t seed = 1'700'000'000;
  for (const unsigned char byte : text)
    seed = (seed * 31 + byte) % 4'000'000'007;
  calendar::Calendars calendars;
  if (auto one = calendar::read_calendar(text, "file"); is_told(one)) {
    auto working = calendar::usual_working_time().value();
    working.calendar = *one;
    must_have_deadlines(working, seed);
    calendars.emplace("own", std::move(*one));
  }
  if (const auto times = calendar::WorkingTimes::read(text, "file", calendars); is_told(times)) {
    must_have_deadlines(times->of(text.substr(0, text.find('\t'))), seed);
    must_have_deadlines(times->of("NGI_IT-INFN-T1"), seed + 12'345);
  }
  return 0;
}
