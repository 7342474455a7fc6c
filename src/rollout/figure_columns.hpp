// SPDX-License-Identifier: Apache-2.0
// The columns of the figures: one table that gives the table for people, CSV, JSON and the
// definitions that are printed below it (R54).
#pragma once

#include "rollout/figures.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct FigureColumn {
  enum class Part { answers, reports };

  Part part;
  const char* key;                                // in CSV and JSON: never renamed
  const char* heading;                            // in the table, below its part's name
  bool usual;                                     // shown in the table also where nobody has any
  int decimals;                                   // 0: it is a count
  std::optional<double> (*value)(const Figures&); // nullopt: there is nothing to reckon with
  const char* definition;
};

const std::vector<FigureColumn>& figure_columns();

// What several definitions rest on.
extern const char* const figure_terms;

// "12", "3.50"; "" where it is not known.
std::string written(const FigureColumn& column, const Figures& figures);

} // namespace rollout
