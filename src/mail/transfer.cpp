// SPDX-License-Identifier: Apache-2.0
#include "mail/transfer.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/header_lines.hpp"

namespace mail {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

void append_decoded_line(std::string& out, std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool coded = line[i] == '=' && i + 2 < line.size() && hex_value(line[i + 1]) >= 0 &&
                       hex_value(line[i + 2]) >= 0;
    if (coded) {
      out += static_cast<char>(hex_value(line[i + 1]) * 16 + hex_value(line[i + 2]));
      i += 2;
    } else {
      out += line[i];
    }
  }
}

} // namespace

int hex_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return -1;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [whole, next] = line_at(text, at);
    const bool ended = next > at && text[next - 1] == '\n';
    at = next;
    auto line = whole;
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1); // blanks at the end were added on the way (RFC 2045, 6.7)
    const bool soft = !line.empty() && line.back() == '=';
    if (soft)
      line.remove_suffix(1);
    append_decoded_line(out, line);
    if (ended && !soft)
      out += '\n';
  }
  return out;
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  const auto word = base::trim(encoding.substr(0, encoding.find_first_of("(;")));
  if (base::same_ignoring_case(word, "base64"))
    return base::decode_base64(body);
  if (base::same_ignoring_case(word, "quoted-printable"))
    return decode_quoted_printable(body);
  return std::string(body);
}

std::string encode_quoted_printable(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text)) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const bool blank = c == ' ' || c == '\t';
      const bool last = i + 1 == line.size();
      // "From " and "." at the start of a line are changed by programs on the way
      const bool risky = i == 0 && (c == 'F' || c == '.');
      const bool plain = (c > ' ' && c < 127 && c != '=' && !risky) || (blank && !last);
      if (width + (plain ? 1 : 3) > 75) {
        out += "=\r\n";
        width = 0;
      }
      if (plain) {
        out += c;
      } else {
        out += '=';
        out += hex_digits[static_cast<unsigned char>(c) >> 4U];
        out += hex_digits[static_cast<unsigned char>(c) & 15U];
      }
      width += plain ? 1 : 3;
    }
    out += "\r\n";
  }
  return out;
}

} // namespace mail
