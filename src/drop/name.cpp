// SPDX-License-Identifier: Apache-2.0
#include "drop/name.hpp"

#include <sys/random.h>
#include <unistd.h>

namespace drop {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? text.insert(0, width - text.size(), '0') : text;
}

// Cuts the part before the next full stop off `text`; returns its length if it is all digits, or 0.
std::size_t cut_number(std::string_view& text) {
  const std::size_t end = text.find('.');
  if (end == std::string_view::npos ||
      text.substr(0, end).find_first_not_of("0123456789") != std::string_view::npos) {
    return 0;
  }
  text.remove_prefix(end + 1);
  return end;
}

} // namespace

std::string new_name(std::int64_t seconds, std::int64_t microseconds) {
  unsigned char random[16];
  if (getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) {
    return {};
  }
  std::string name =
      padded(seconds, 10) + '.' + padded(microseconds, 6) + '.' + std::to_string(getpid()) + '.';
  for (const unsigned char byte : random) {
    name.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
  }
  return name;
}

bool is_name(std::string_view text) {
  return cut_number(text) >= 10 && cut_number(text) == 6 && cut_number(text) >= 1 &&
         text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace drop
