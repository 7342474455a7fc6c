// SPDX-License-Identifier: Apache-2.0
#include "xml/escape.hpp"

#include <libxml/parserInternals.h>
#include <libxml/xmlstring.h>

#include <algorithm>

namespace xml {
namespace {

// How many bytes the sign at the front of `text` has; 0: it is none that XML may hold.
std::size_t sign_size(std::string_view text) {
  // QUIRK: libxml2 takes signs that are written longer than they need to be, and such as begin in
  // the middle of one.
  constexpr int least[] = {0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(text.front());
  if (first >= 0x80 && first < 0xc0)
    return 0;
  int size = static_cast<int>(std::min<std::size_t>(text.size(), 4));
  const int sign = xmlGetUTF8Char(reinterpret_cast<const xmlChar*>(text.data()), &size);
  if (sign < 0 || size < 1 || size > 4 || sign < least[size - 1] || !IS_CHAR(sign))
    return 0;
  return static_cast<std::size_t>(size);
}

} // namespace

std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto size = sign_size(text);
    const auto sign = text.substr(0, std::max<std::size_t>(size, 1));
    if (size == 0)
      out += '?';
    else if (sign == "&")
      out += "&amp;";
    else if (sign == "<")
      out += "&lt;";
    else if (sign == ">")
      out += "&gt;";
    else if (sign == "\"")
      out += "&quot;";
    else if (sign == "\r")
      out += "&#13;";
    else
      out += sign;
    text.remove_prefix(sign.size());
  }
  return out;
}

} // namespace xml
