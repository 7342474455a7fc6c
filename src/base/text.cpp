// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace base {
namespace {

char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  const char low = lower_char(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// The byte that two hex digits at the front of `text` name.
std::optional<char> hex_byte(std::string_view text) {
  const int high = text.size() >= 2 ? hex_value(text[0]) : -1;
  const int low = text.size() >= 2 ? hex_value(text[1]) : -1;
  return high < 0 || low < 0 ? std::nullopt : std::optional(static_cast<char>(high * 16 + low));
}

} // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_char);
  return out;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_char(x) == lower_char(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && same_ignoring_case(text.substr(0, prefix.size()), prefix);
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r')
      line.remove_suffix(1);
    out.push_back(line);
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (true) {
    const auto end = text.find(separator);
    if (const auto piece = trim(text.substr(0, end)); !piece.empty())
      out.emplace_back(piece);
    if (end == std::string_view::npos)
      return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> cells(std::string_view text, char separator) {
  std::vector<std::string> out(1);
  for (const char c : text)
    if (c == separator)
      out.emplace_back();
    else
      out.back() += c;
  return out;
}

std::string join(const std::vector<std::string>& pieces, std::string_view between) {
  std::string out;
  for (const auto& piece : pieces) {
    if (&piece != &pieces.front())
      out += between;
    out += piece;
  }
  return out;
}

std::string_view front(std::string_view text, std::size_t most) {
  if (text.size() <= most)
    return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
    --most;
  return text.substr(0, most);
}

std::string one_line(std::string_view text, std::size_t most) {
  text = trim(text);
  auto shown = front(text, most);
  const bool is_cut = shown.size() < text.size();
  std::string out;
  bool is_broken =
      false; // what was before is no UTF-8; one sign stands for all such bytes together
  while (!shown.empty()) {
    const auto size = utf8_sign(shown);
    const auto sign = shown.substr(0, std::max<std::size_t>(size, 1));
    if (size == 1)
      out += static_cast<unsigned char>(sign.front()) < ' ' || sign.front() == '\x7f'
                 ? ' '
                 : sign.front();
    else if (size > 1)
      out += sign;
    else if (!is_broken)
      out += "\uFFFD";
    is_broken = size == 0;
    shown.remove_prefix(sign.size());
  }
  return is_cut ? out + "…" : out;
}

std::string visible(std::string_view text) {
  std::string out;
  const auto add = [&](const char* form, unsigned sign) {
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), form, sign);
    out += escape.data();
  };
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const auto goes_on = [&](std::size_t at) { return (byte(at) & 0xC0U) == 0x80; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned first = byte(i);
    // What is looked for in UTF-8 has two or three bytes.
    const unsigned two = (first & 0x1FU) << 6U | (byte(i + 1) & 0x3FU);
    const unsigned three =
        (first & 0x0FU) << 12U | (byte(i + 1) & 0x3FU) << 6U | (byte(i + 2) & 0x3FU);
    if (first < ' ' || first == 0x7F) {
      add("\\x%02x", first);
    } else if ((first & 0xE0U) == 0xC0 && goes_on(i + 1) &&
               ((two >= 0x80 && two < 0xA0) || two == 0x61C)) {
      add("\\u%04x", two);
      ++i;
    } else if ((first & 0xF0U) == 0xE0 && goes_on(i + 1) && goes_on(i + 2) &&
               ((three >= 0x200B && three <= 0x200F) || (three >= 0x2028 && three <= 0x202E) ||
                (three >= 0x2060 && three <= 0x206F) || three == 0xFEFF)) {
      add("\\u%04x", three);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string wrap(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::string line;
  for (const auto& word : split(text, ' ')) {
    if (!line.empty() && indent.size() + line.size() + 1 + word.size() > width) {
      out += std::string(indent) + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? out : out + std::string(indent) + line + "\n";
}

std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit)
    return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
      best = std::min(best, row[j]);
    }
    if (best > limit)
      return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

void append_unescaped(std::string& out, std::string_view text, char sign, bool (*wanted)(char)) {
  for (auto at = text.find(sign); at != text.npos; at = text.find(sign)) {
    out += text.substr(0, at);
    text.remove_prefix(at + 1);
    const auto byte = hex_byte(text);
    const bool taken = byte && (wanted == nullptr || wanted(*byte));
    out += taken ? *byte : sign;
    text.remove_prefix(taken ? 2 : 0);
  }
  out += text;
}

bool fits_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

} // namespace base
