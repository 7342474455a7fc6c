// SPDX-License-Identifier: Apache-2.0
// Cases: what the ledger tells of one request to one team on one rollout. Facts alone, as they were
// recorded; what they count for is judged in figures.hpp (R54).
#pragma once

#include "base/id.hpp"
#include "base/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// A line of the ledger.
struct Record {
  base::Instant at;
  base::TicketId ticket;
  std::string what; // one of case_lines
  std::string about;
  std::string cause;
  std::string words;
};

// Kinds of lines that make a case.
inline constexpr std::array case_lines{
    "asked",  "adopted",    "unasked", "unreachable", "reminded", "answered", "report", "delayed",
    "chased", "proceeding", "linked",  "exposure",    "due",      "closed",   "opened"};
// A line of this kind with the cause of an answer tells when its mail came: it may have been held.
inline constexpr const char* arrival_line = "received";

struct Case {
  enum class Answer { none, accepted, rejected, withdrawn };

  std::string team; // as it was called then
  base::TicketId ticket;
  base::Instant asked;
  base::Instant told;          // the deadline of its letter
  base::Instant due;           // that one, or as managers have set it before there was an answer
  bool adopted = false;        // asked by others before the bridge remembers: without a clock
  bool reached_nobody = false; // nobody in its group had an address
  std::optional<base::Instant> taken_off; // or asked anew
  std::optional<base::Instant> closed;    // the rollout
  std::optional<base::Instant> answered;  // for the first time
  Answer answer = Answer::none;           // the last one
  std::optional<base::Instant> accepted;  // since when, where that is the last one
  std::string exposed_until;              // a day; empty: nobody has said
  std::optional<base::Instant> reported;  // its first report that was taken
  std::vector<base::Instant> excuses;     // when it said `delayed` or `proceeding`
  int reminders = 0;                      // letters about an answer or a report that was late
  std::vector<std::string> ggus;          // tickets that its members named
};

// In the order of the requests. `lines` of all tickets in the order of the ledger.
std::vector<Case> cases(const std::vector<Record>& lines);

} // namespace rollout
