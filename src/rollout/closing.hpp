// SPDX-License-Identifier: Apache-2.0
// The end of a rollout, as far as we have seen it and told of it: lines of the ledger (R40).
#pragma once

#include "base/instant.hpp"

#include <array>
#include <string>
#include <vector>

namespace rollout {

// What the release was told: an outcome and a document, or that the rollout is open again.
struct Told {
  base::Instant at;
  std::string outcome;  // ACCEPT, REJECT; empty: it is open again
  std::string document; // its number; empty: none was named
};

struct Closing {
  bool known = false; // was it open or closed when we looked last?
  bool closed = false;
  bool by_others = false; // it was closed before we ever looked: its end is people's work
  int times = 0;          // that it was closed
  int asked = 0;          // of these, the last one for which an outcome was asked for
  std::vector<Told> told;
};

inline constexpr std::array closing_lines{"opened", "closed", "found_closed", "outcome_asked",
                                          "outcome_told"};

struct ClosingLine {
  base::Instant at;
  std::string what; // one of closing_lines
  std::string words;
};
// What `line` adds to what is known.
void add(const ClosingLine& line, Closing& closing);

// The words of an `outcome_told` line: "ACCEPT 1234", "REJECT", "open again".
std::string told_words(const Told& told);

} // namespace rollout
