// SPDX-License-Identifier: Apache-2.0
#include "documents/xml_text.hpp"

#include <algorithm>

namespace documents {
namespace {

struct Sign {
  char32_t value = 0;
  std::size_t size = 0; // bytes; 0: what begins here is not UTF-8
};

Sign first_sign(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size)
    return {};
  char32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80)
      return {};
    value = value << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = value < (size == 4 ? 0x10000U : size == 3 ? 0x800U : 0x80U);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return overlong || surrogate || value > 0x10FFFF ? Sign{} : Sign{value, size};
}

bool is_control(char32_t sign) {
  return sign < 0x20 || (sign >= 0x7F && sign < 0xA0);
}

// Embeddings, overrides and isolates: with one of them in a file's name the words behind it read
// backwards.
bool reorders(char32_t sign) {
  return (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
}

const char* escape_of(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  default:
    return nullptr;
  }
}

void append_escaped(std::string& out, char c) {
  if (const auto* escape = escape_of(c))
    out += escape;
  else
    out += c;
}

} // namespace

std::string cleaned(std::string_view text) {
  constexpr const char* replacement = "\xEF\xBF\xBD";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto [sign, size] = first_sign(text);
    const auto here = text.substr(0, std::max<std::size_t>(size, 1));
    text.remove_prefix(here.size());
    if (size == 0 || sign == 0xFFFE || sign == 0xFFFF)
      out += replacement;
    else if (sign == '\t')
      out += '\t';
    else if (sign == '\n' || sign == 0x85 || sign == 0x2028 || sign == 0x2029)
      out += '\n';
    else if (sign == '\r')
      out += text.starts_with('\n') ? "" : "\n";
    else if (!is_control(sign) && !reorders(sign))
      out += here;
  }
  return out;
}

std::string xml_line(std::string_view text) {
  std::string out;
  for (const char c : cleaned(text))
    append_escaped(out, c == '\t' || c == '\n' ? ' ' : c);
  return out;
}

std::string xml_inline(std::string_view text) {
  std::string out;
  const auto plain = cleaned(text);
  for (std::size_t at = 0; at < plain.size();) {
    const char c = plain[at];
    const auto run = std::min(plain.find_first_not_of(' ', at), plain.size()) - at;
    at += std::max<std::size_t>(run, 1);
    if (c == '\t')
      out += "<text:tab/>";
    else if (c == '\n')
      out += "<text:line-break/>";
    else if (c != ' ')
      append_escaped(out, c);
    else if (run == 1 && !out.empty() && out.back() != '>')
      out += ' ';
    else // readers fold blanks, and drop one that begins a paragraph
      out += "<text:s text:c=\"" + std::to_string(run) + "\"/>";
  }
  return out;
}

} // namespace documents
