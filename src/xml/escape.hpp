// SPDX-License-Identifier: Apache-2.0
// Words of anybody's in XML that we write.
#pragma once

#include <string>
#include <string_view>

namespace xml {

// `text` as the content of an element, or as a value in double quotes. What no XML may hold
// (control characters, what is no UTF-8) becomes a question mark.
std::string escaped(std::string_view text);

} // namespace xml
