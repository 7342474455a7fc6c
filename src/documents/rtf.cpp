// SPDX-License-Identifier: Apache-2.0
#include "documents/rtf.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <string>

namespace documents {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hex_digit(char c) {
  return c >= '0' && c <= '9'              ? c - '0'
         : is_letter(c) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                           : -1;
}

// The words of the group whose inside begins at `at`, without its control words, in lower case;
// `at` moves to its end. A sign may be written as the number of its code.
std::string words_of(std::string_view rtf, std::size_t& at) {
  constexpr std::size_t most = 1'000;
  std::string out;
  for (int depth = 1; at < rtf.size() && depth > 0; ++at) {
    const char c = rtf[at];
    if (c == '{' || c == '}') {
      depth += c == '{' ? 1 : -1;
    } else if (c == '\\' && rtf.substr(at + 1).starts_with('\'') && at + 3 < rtf.size()) {
      const int value = hex_digit(rtf[at + 2]) * 16 + hex_digit(rtf[at + 3]);
      if (value > 0 && value < 0x80 && out.size() < most)
        out += static_cast<char>(value);
      at += 3;
    } else if (c == '\\') {
      while (at + 1 < rtf.size() && is_letter(rtf[at + 1]))
        ++at;
      while (at + 1 < rtf.size() && (rtf[at + 1] == '-' || hex_digit(rtf[at + 1]) >= 0) &&
             !is_letter(rtf[at + 1]))
        ++at;
      at += rtf.substr(at + 1).starts_with(' ') ? 1 : 0;
    } else if (c != '\r' && c != '\n' && out.size() < most) {
      out += c;
    }
  }
  return base::lower(out);
}

} // namespace

bool runs_programs(std::string_view rtf) {
  for (const char* word : {"\\obj", "\\template", "DDEAUTO"})
    if (rtf.find(word) != rtf.npos)
      return true;
  static const base::Pattern dde("(?<![a-z])dde(?:auto)?(?![a-z])");
  constexpr std::string_view code = "\\fldinst";
  for (auto at = rtf.find(code); at != rtf.npos; at = rtf.find(code, at)) {
    at += code.size();
    if (dde.find(words_of(rtf, at)))
      return true;
  }
  return false;
}

} // namespace documents
