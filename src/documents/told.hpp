// SPDX-License-Identifier: Apache-2.0
// Whether the text of a report tells what a report should tell.
#pragma once

#include "documents/findings.hpp"
#include "documents/text_lines.hpp"

#include <cstddef>

namespace documents {

// Of a longer text the beginning is judged, so that none takes long.
constexpr std::size_t most_judged = 512 * 1024;
// The unfilled template, an empty text and missing topics are found.
void judge_text(const Told& told, const Expected& expected, Findings& findings);

} // namespace documents
