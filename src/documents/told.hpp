// SPDX-License-Identifier: Apache-2.0
// Whether the text of a report tells what a report should tell.
#pragma once

#include "documents/findings.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace documents {

// `text` as text_of() gives it; of a longer one the beginning is judged, so that no text takes
// long.
constexpr std::size_t most_judged = 512 * 1024;
// The unfilled template, an empty text and missing topics are found.
void judge_text(std::string_view text, const Expected& expected, Findings& findings);

} // namespace documents
