// SPDX-License-Identifier: Apache-2.0
// HTML as the lines that a reader sees (libxml2), less what quotes: the containers of the common
// mail programs cut everything from there on, a blockquote is replaced by one quoted line.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// `html` is UTF-8 whatever its meta element says.
std::string html_to_text(std::string_view html);

} // namespace mail
