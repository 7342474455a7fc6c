// SPDX-License-Identifier: Apache-2.0
// Style sheets and declarations as one can compare them.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// Lower case, without comments, escapes and addresses; what a string or an escape holds beyond
// letters and digits is a "?", so that braces and semicolons left are those of the grammar.
std::string plain_css(std::string_view css);

} // namespace mail
