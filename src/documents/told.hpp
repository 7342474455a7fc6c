// SPDX-License-Identifier: Apache-2.0
// Whether the text of a report tells what a report should tell.
#pragma once

#include "documents/findings.hpp"

#include <string>

namespace documents {

// `text` as text_of() gives it. The unfilled template, an empty text and missing topics are found.
void judge_text(const std::string& text, const Expected& expected, Findings& findings);

} // namespace documents
