// SPDX-License-Identifier: Apache-2.0
#include "documents/boxes.hpp"

#include "base/text.hpp"
#include "documents/text_lines.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace documents {

std::string_view box_of(std::string_view font, std::string_view code) {
  const auto sign = base::lower(code.substr(std::min<std::size_t>(code.size(), 2))); // F0FE or 00FE
  const auto is = [&](std::initializer_list<std::string_view> signs) {
    return std::find(signs.begin(), signs.end(), sign) != signs.end();
  };
  if (base::same_ignoring_case(font, "Wingdings"))
    return is({"fe", "fd", "fc", "fb", "78"})               ? ticked_box
           : is({"a8", "6f", "70", "71", "72", "a1", "a6"}) ? empty_box
                                                            : "";
  if (base::same_ignoring_case(font, "Wingdings 2"))
    return is({"4f", "50", "51", "52", "53", "54"}) ? ticked_box
           : is({"a3", "2a", "30"})                 ? empty_box
                                                    : "";
  return "";
}

} // namespace documents
