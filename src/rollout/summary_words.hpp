// SPDX-License-Identifier: Apache-2.0
// What a draft of a summary says, before anybody lays it out.
#pragma once

#include "base/instant.hpp"

#include <array>
#include <string>
#include <vector>

namespace rollout {

struct Summary {
  using Row = std::vector<std::string>;
  std::string file; // its right name; empty: the ticket does not tell enough for one
  std::string title;
  std::vector<Row> facts;            // what, words, address or nothing
  std::vector<Row> teams;            // a cell for each of summary_columns
  std::vector<std::string> problems; // addresses of tickets
  std::vector<std::string> missing;
  base::Instant at;
};

inline constexpr std::array summary_columns{"Team",     "Asked",  "Answer",
                                            "Exposure", "Report", "Recommends"};

} // namespace rollout
