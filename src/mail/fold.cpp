// SPDX-License-Identifier: Apache-2.0
#include "mail/fold.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t most_columns = 71;

// Characters, not bytes.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

struct Hang {
  std::string_view first; // what the first line begins with
  std::string rest;       // what each line after it begins with
};

Hang hang_of(std::string_view line) {
  static const base::Pattern bar(R"(^[ ]*\|[ ]*)");
  static const base::Pattern label(R"(^[ ]*(?:[*-] )?[^ ][^:]{0,24}:[ ]{2,}|^[ ]*(?:[*-] )?)");
  if (const auto found = bar.find(line); found && found->end > 0)
    return {line.substr(0, found->end), std::string(line.substr(0, found->end))};
  const auto found = label.find(line);
  const auto first = line.substr(0, found ? found->end : 0);
  return {first, std::string(columns(first), ' ')};
}

std::string folded(std::string_view line) {
  if (columns(line) <= most_columns)
    return std::string(line);
  const auto [first, rest] = hang_of(line);
  std::string out;
  std::string now(first);
  bool empty = true; // no word in `now` yet
  for (const auto& word : base::split(line.substr(first.size()), ' ')) {
    if (!empty && columns(now) + 1 + columns(word) > most_columns) {
      out += now + "\n";
      now = rest;
      empty = true;
    }
    if (!empty)
      now += ' ';
    now += word;
    empty = false;
  }
  return out + now;
}

std::string with_blanks(std::string text) {
  for (auto at = text.find(no_break); at != text.npos; at = text.find(no_break, at))
    text.replace(at, no_break.size(), 1, ' ');
  return text;
}

} // namespace

std::string fold(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += folded(line) + "\n";
  if (!out.empty() && !text.empty() && text.back() != '\n')
    out.pop_back();
  return with_blanks(std::move(out));
}

} // namespace mail
