// SPDX-License-Identifier: Apache-2.0
// A choice between ACCEPT and REJECT as forms have it: boxes before or behind the words, or crosses
// in a table's rows and columns.
#pragma once

#include "documents/text_lines.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace documents {

enum class Said { nothing, accept, reject, unclear };

// What is ticked in the lines from `first` on, of which the first asks and says `asked`; nothing:
// there is no choice.
// Unclear: none is ticked, or both, or nobody can tell which, or both words stand there bare.
Said choice_at(const std::vector<Line>& lines, std::size_t first, std::string_view asked);

} // namespace documents
