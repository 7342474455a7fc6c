// SPDX-License-Identifier: Apache-2.0
// What a team was asked on a rollout and what became of it: lines of the ledger, in their order,
// read again whenever the rollout is looked at (R13, R16).
#pragma once

#include "base/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// A line of the ledger about a team on one ticket.
struct TeamLine {
  base::Instant at;
  std::string what; // one of team_lines
  std::string team;
  std::string words;
};

// Kinds of such lines. `asked` and `adopted` hold until_words; `answered` begins with the answer's
// state; `told_due`, `chased` and `told_missing` with the day until which the report was due then.
inline constexpr std::array team_lines{"asked",     "adopted",   "unasked",      "reminded",
                                       "told_late", "told_gone", "unreachable",  "told_silent",
                                       "answered",  "delayed",   "proceeding",   "told_early",
                                       "told_due",  "chased",    "told_missing", "beta_reminded"};

// Forms of letters that are told apart when nobody has an address: of services that are BETA after
// a rollout, and of reports.
inline constexpr const char* beta_form = "beta";
inline constexpr const char* report_form = "report";

// What was done about a team's report that was due until the end of `day`: a manager who moves the
// day begins it anew.
struct Chase {
  std::string day = {};                       // "2026-11-28"
  std::optional<base::Instant> told_due = {}; // on that day
  std::vector<base::Instant> letters = {};    // since it is late
  std::optional<base::Instant> told = {};     // the managers were told that it does not come
  bool unreachable = false;                   // nobody had an address for the newest letter
};

struct Asking {
  std::string team = {};
  int round = 0; // how often it was asked here; 0: it never was
  base::Instant asked = {};
  base::Instant until = {}; // the deadline that it was told
  std::string because = {}; // that deadline in words, with the reason for its date
  bool asked_now = false;   // and was not taken off since
  bool adopted = false;     // not by us: RT showed it when we came, or our memory was lost
  std::vector<base::Instant> reminded = {};
  std::optional<base::Instant> told_late = {}; // the managers were told that it does not answer
  bool told_gone = false;                      // … that RT has no group of it
  bool unreachable = false;                    // nobody in its group has an address
  bool told_unreachable = false;
  std::vector<base::Instant> beta_reminded = {};      // of services that are BETA after a rollout
  std::optional<base::Instant> beta_unreachable = {}; // … and nobody had an address
  std::optional<base::Instant> answered =
      {}; // when its last answer was recorded, since it was asked
  std::optional<base::Instant> accepted = {}; // since when it takes part
  std::optional<base::Instant> excused = {};  // when it said last that it is delayed or proceeds
  bool proceeding = false;                    // and that it does not wait so long
  bool told_early = false;                    // that its report may come
  Chase chase = {};
};

// What `line` adds to what is known of its team.
void add(const TeamLine& line, Asking& asking);

// One for each team that a line speaks of, in the order of their first lines.
std::vector<Asking> askings(const std::vector<TeamLine>& lines);

// The one of this team, in any case; one that never was asked where there is none.
Asking asking_of(const std::vector<Asking>& all, std::string_view team);

// The words of an `asked` line, and back.
std::string until_words(base::Instant until, const std::string& because);

} // namespace rollout
