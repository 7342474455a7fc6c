// SPDX-License-Identifier: Apache-2.0
// Signs of fonts that are used as boxes to tick.
#pragma once

#include <string_view>

namespace documents {

// `code`, four hex digits, of Wingdings or its sister, as a box of Unicode; empty: it is none.
std::string_view box_of(std::string_view font, std::string_view code);

} // namespace documents
