// SPDX-License-Identifier: Apache-2.0
// A report as a form that somebody filled in, or not: headings that nothing stands behind, the
// template's own lines and dots to write on tell nothing.
#pragma once

#include "base/pattern.hpp"
#include "documents/text_lines.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace documents {

struct Filled {
  std::string text;      // what its writer said, with the headings that it answers
  bool is_blank = false; // of a template: nothing was added to it
};

// `blank` is the text of the template, or empty.
Filled filled_in(const std::vector<Line>& lines, std::string_view blank);

// `text` with one blank for several, also for ends of lines and those of no width.
std::string folded(std::string_view text);

// `text` with a blank in place of each that `pattern` finds.
std::string without(const base::Pattern& pattern, std::string_view text);

} // namespace documents
