// SPDX-License-Identifier: Apache-2.0
#include "base/table.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace base {

std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out(front(text, most));
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text.size() > most ? out + "…" : out;
}

std::vector<Row> rows(std::string_view text, std::string_view where) {
  if (text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(3);
  std::vector<Row> out;
  int number = 0;
  for (auto line : lines(text)) {
    ++number;
    if (const auto words = trim(line); words.empty() || words.front() == '#')
      continue;
    Row row;
    row.place = std::string(where) + ":" + std::to_string(number) + ": '" + shown(line) + "'";
    for (auto tab = line.find('\t'); tab != line.npos; tab = line.find('\t')) {
      row.columns.push_back(trim(line.substr(0, tab)));
      line.remove_prefix(tab + 1);
    }
    row.columns.push_back(trim(line));
    out.push_back(std::move(row));
  }
  return out;
}

} // namespace base
