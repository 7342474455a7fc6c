// SPDX-License-Identifier: Apache-2.0
// HTML as the lines that a reader sees (libxml2), less what quotes: the containers of the common
// mail programs cut everything from there on, a blockquote is replaced by one quoted line, a rule
// is a delimiter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mail {

struct HtmlLink {
  std::size_t line = 0; // of the text, from 0, on which its words begin
  std::string target;   // as written, http or https
};

struct HtmlText {
  std::string text;
  std::vector<HtmlLink> links;
  bool ended = false; // by a quotation: all behind it is left out
  bool cut = false;   // there was more than is read of one mail
};

// `html` is UTF-8 whatever its meta element says.
HtmlText html_to_text(std::string_view html);

} // namespace mail
