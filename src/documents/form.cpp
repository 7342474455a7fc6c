// SPDX-License-Identifier: Apache-2.0
#include "documents/form.hpp"

#include "base/text.hpp"
#include "documents/look.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace documents {
namespace {

using base::Pattern;
using Template = std::unordered_set<std::string>; // its lines, folded

constexpr int content = 0;
constexpr int label = deepest_heading + 1;   // "Site:"
constexpr int instruction = label + 1;       // a template's "Please fill in all lines."
constexpr std::size_t longest_label = 8;     // words
constexpr std::size_t longest_heading = 200; // bytes

struct Entry {
  std::string words; // of it as they count for a topic
  int level = content;
  bool is_labelled = false; // content behind the template's own words: no answer to those above
};

std::string without_blanks_to_fill(std::string_view line) {
  static const Pattern dots(R"((?:[_.\x{2026}\x{00B7}]\s?){3,})", Pattern::Case::folded);
  return folded(without(dots, line));
}

std::string without_brackets(std::string_view line) {
  static const Pattern brackets(R"(\([^()]*\))");
  return folded(without(brackets, line));
}

Template lines_of_template(std::string_view blank) {
  Template out;
  for (const auto line : base::lines(blank))
    out.insert(without_blanks_to_fill(line));
  out.erase("");
  return out;
}

bool asks(std::string_view line) {
  static const Pattern choice(R"(^\P{N}{1,60}\([\p{L}\s]+(?:/[\p{L}\s]+)+\)\W*$)",
                              Pattern::Case::folded);
  return line.ends_with(':') || line.ends_with('?') || choice.find(line);
}

// "Site:" of a line "Site: INFN-T1", where that is the template's.
std::string_view template_part(const Template& lines, const std::string& line) {
  if (lines.contains(line))
    return line;
  const auto colon = line.find(':');
  if (colon == line.npos || !lines.contains(line.substr(0, colon + 1)))
    return "";
  return std::string_view(line).substr(0, colon + 1);
}

Entry entry_of(const Line& line, const Template& lines) {
  static const Pattern example(R"(\(\s*(?:e\.?\s?g\b|for example|such as)[^()]*\))",
                               Pattern::Case::folded);
  static const Pattern to_fill(R"((?:_{2,}|[_.\x{2026}\x{00B7}]{5,})\W*$)", Pattern::Case::folded);
  // Most lines of a long text can be nothing but content.
  const bool plain = lines.empty() && line.level == 0 &&
                     line.text.find_first_of(":?_.(\xC2\xE2") == std::string_view::npos;
  if (plain || line.text.size() > longest_heading)
    return {std::string(line.text)};
  const auto words = without_blanks_to_fill(line.text);
  const auto own = template_part(lines, words);
  const auto answer = std::string_view(words).substr(own.size());
  if (!own.empty() && has_words(answer))
    return {without_brackets(own).append(" ").append(answer), content, true};
  if (!own.empty()) {
    const auto count = static_cast<std::size_t>(std::count(own.begin(), own.end(), ' ')) + 1;
    const bool instructs = own.ends_with('.') || own.starts_with('(') || count > longest_label;
    return {without_brackets(own), line.level > 0 ? line.level : instructs ? instruction : label};
  }
  const bool is_answered = has_words(words.substr(std::min(words.find(':'), words.size())));
  const bool heads =
      line.level > 0 || asks(words) || (!is_answered && to_fill.find(line.text).has_value());
  return {without(example, words), !heads ? content : line.level > 0 ? line.level : label};
}

// The label of a row whose other cells are empty.
bool is_left_empty(const std::vector<Line>& lines, std::size_t i) {
  const auto in_row = [&](std::size_t other) {
    return other < lines.size() && lines[other].row == lines[i].row;
  };
  return lines[i].cells > 1 && lines[i].column == 0 && !in_row(i + 1) && (i == 0 || !in_row(i - 1));
}

} // namespace

std::string folded(std::string_view text) {
  static const Pattern blanks("[\\s\\x{200B}\\x{FEFF}]+", Pattern::Case::folded);
  return std::string(base::trim(without(blanks, text)));
}

std::string without(const Pattern& pattern, std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (auto found = pattern.find(text); found; found = pattern.find(text, at)) {
    out.append(text.substr(at, found->begin - at)).append(" ");
    at = found->end;
  }
  return out.append(text.substr(at));
}

Filled filled_in(const std::vector<Line>& lines, std::string_view blank) {
  const auto of_template = lines_of_template(blank);
  std::vector<Entry> kept; // from the end, so that each heading knows what stands behind it
  bool added = false;
  // Whether something was said since the next heading of this level or above.
  std::array<bool, instruction + 1> answered{};
  for (auto i = lines.size(); i-- > 0;) {
    auto entry = entry_of(lines[i], of_template);
    if (is_left_empty(lines, i))
      continue;
    if (entry.level == content) {
      if (!has_words(entry.words))
        continue;
      added = true;
      answered.fill(true);
      if (entry.is_labelled)
        std::fill(answered.begin() + label, answered.end(), false);
    } else {
      const auto level = static_cast<std::size_t>(entry.level);
      const bool counts = answered[level] && entry.level != instruction;
      std::fill(answered.begin() + entry.level, answered.end(), false);
      if (!counts)
        continue;
    }
    kept.push_back(std::move(entry));
  }
  Filled out;
  out.is_blank = !blank.empty() && !added;
  for (auto entry = kept.rbegin(); entry != kept.rend(); ++entry)
    out.text.append(entry->words).append("\n");
  return out;
}

} // namespace documents
