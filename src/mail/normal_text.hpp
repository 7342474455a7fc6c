// SPDX-License-Identifier: Apache-2.0
// Text as one can compare it: what looks like a blank is a blank, what is not seen is not there.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// LF for every kind of line end, a blank for NBSP and its kin, nothing for zero-width, direction
// and soft-hyphen marks, BOM and controls. Tabs stay; blanks at the ends of lines go.
std::string normal_text(std::string_view utf8);

} // namespace mail
