// SPDX-License-Identifier: Apache-2.0
#include "mail/normal_text.hpp"

#include "mail/charset.hpp"

namespace mail {
namespace {

struct Point {
  char32_t value;
  std::size_t length;
};

Point point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t k) {
    return at + k < text.size() ? static_cast<unsigned char>(text[at + k]) : 0U;
  };
  const auto lead = byte(0);
  if (lead < 0x80)
    return {lead, 1};
  if (lead < 0xE0)
    return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  if (lead < 0xF0)
    return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
  return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
              (byte(3) & 0x3FU),
          4};
}

bool looks_blank(char32_t c) {
  const bool odd_line_end =
      c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
  return odd_line_end || c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x2800;
}

bool is_unseen(char32_t c) {
  const bool control = (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0);
  return control || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

void trim_line(std::string& out) {
  while (!out.empty() && (out.back() == ' ' || out.back() == '\t'))
    out.pop_back();
}

} // namespace

std::string normal_text(std::string_view utf8) {
  const std::string valid = is_utf8(utf8) ? std::string() : to_utf8(utf8);
  const std::string_view text = valid.empty() ? utf8 : std::string_view(valid);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, length] = point_at(text, at);
    const bool line_end = c == '\n' || text.substr(at, 2) == "\r\n";
    if (line_end) {
      trim_line(out);
      out += '\n';
      at += c == '\r' ? 1 : 0;
    } else if (looks_blank(c)) {
      out += ' ';
    } else if (!is_unseen(c)) {
      out += text.substr(at, length);
    }
    at += length;
  }
  trim_line(out);
  return out;
}

} // namespace mail
