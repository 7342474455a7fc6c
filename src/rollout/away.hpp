// SPDX-License-Identifier: Apache-2.0
// When RT or the bridge was away: lines `away` of the ledger, which are left out wherever a team's
// time is counted (R54). From `from` on, and no more at `until`.
#pragma once

#include "calendar/working_time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// The kind of such a line of the ledger. It is on no ticket.
inline constexpr const char* away_line = "away";

struct Away {
  base::Instant from;
  base::Instant until;
  friend bool operator==(const Away&, const Away&) = default;
};

// The words of its line, "FROM UNTIL", and back; nullopt: they are none.
std::string to_words(const Away& away);
std::optional<Away> read_away(std::string_view words);

class AwayTimes {
public:
  AwayTimes() = default;
  // In any order; what overlaps is counted once, what does not last is left out.
  explicit AwayTimes(std::vector<Away> all);

  const std::vector<Away>& all() const { return all_; } // by time, apart from each other

  base::Seconds within(base::Instant from, base::Instant until) const;

  // A deadline that was set at `set`: it moves by all of these times that begin before it, also
  // before the one that it has moved to.
  base::Instant extended(base::Instant deadline, base::Instant set) const;

  // The working time between the two, without these times.
  base::Seconds worked(base::Instant from, base::Instant until,
                       const calendar::WorkingTime& working) const;

private:
  std::vector<Away>::const_iterator first_after(base::Instant from) const;

  std::vector<Away> all_;
};

} // namespace rollout
