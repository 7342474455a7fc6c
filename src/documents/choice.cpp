// SPDX-License-Identifier: Apache-2.0
#include "documents/choice.hpp"

#include "base/pattern.hpp"

#include <algorithm>
#include <optional>

namespace documents {
namespace {

using base::Pattern;

constexpr std::size_t longest_line = 300;
constexpr std::size_t most_lines = 12; // of one choice

// Boxes, and the answers. Wingdings' signs have no place in Unicode and stand where that has room
// for private use. A cross may also say "not this one".
// In a set of signs a blank is one of them, so a set must not be broken over lines.
const char* const signs = R"((?x)
    (?<ticked> [\x{2611}\x{2612}\x{2713}\x{2714}\x{2705}\x{25A0}\x{25C9}\x{25CF}\x{22A0}]
      | [\x{2BBD}\x{2BBE}\x{1F5F5}\x{1F5F7}-\x{1F5F9}\x{F0FE}\x{F0FD}\x{F0FC}\x{F078}]
      | [\[(] \s* [xv*+\x{2713}\x{2714}] \s* [\])] )
  | (?<cross> [\x{2715}-\x{2718}\x{274C}\x{274E}\x{1F5D9}\x{1F5F4}\x{F0FB}] )
  | (?<empty> [\x{2610}\x{25A1}\x{25A2}\x{25CB}\x{25EF}\x{25FB}\x{25FD}\x{274D}]
      | [\x{274F}-\x{2752}\x{2B1C}\x{2B55}\x{1F78E}\x{1F78F}\x{F0A8}\x{F06F}-\x{F072}]
      | \[ [\s_.]* \] | \( [\s_.]* \) )
  | (?<accept> \b accept (?: ed )? \b ) | (?<reject> \b reject (?: ed )? \b )
  | (?<letter> (?<! [\w.,\/-] ) [xo] (?! [\w.,\/-] ) ))";

enum class Sign { ticked, cross, empty, accept, reject, other_word };

bool is_word(Sign sign) {
  return sign == Sign::accept || sign == Sign::reject;
}

struct Placed {
  Sign sign;
  const Line* line;
};

// The signs of `line`; where it `asks`, single letters are words.
std::vector<Placed> signs_in(const Line& line, bool asks) {
  static const Pattern any(signs, Pattern::Case::folded);
  static const Pattern letters(R"(\p{L}|\d)", Pattern::Case::folded);
  std::vector<Placed> out;
  const auto pass = [&](std::string_view between) {
    if (letters.find(between))
      out.push_back({Sign::other_word, &line});
  };
  std::size_t at = 0;
  for (auto found = any.find(line.text); found; found = any.find(line.text, at)) {
    pass(line.text.substr(at, found->begin - at));
    at = found->end;
    const auto group = [&](std::size_t i) {
      return i < found->groups.size() && !found->groups[i].empty();
    };
    const bool letter = group(6);
    const auto sign = group(1)                                           ? Sign::ticked
                      : group(2)                                         ? Sign::cross
                      : group(3)                                         ? Sign::empty
                      : group(4)                                         ? Sign::accept
                      : group(5)                                         ? Sign::reject
                      : asks                                             ? Sign::other_word
                      : letter && (found->groups[6].front() | 32) == 'x' ? Sign::ticked
                                                                         : Sign::empty;
    out.push_back({sign, &line});
  }
  pass(line.text.substr(at));
  return out;
}

// A line below the one that asks belongs to the choice when it is made of boxes and answers, or has
// both.
bool belongs(const std::vector<Placed>& found) {
  bool word = false;
  bool box = false;
  bool other = false;
  for (const auto& one : found) {
    word = word || is_word(one.sign);
    other = other || one.sign == Sign::other_word;
    box = box || !(is_word(one.sign) || one.sign == Sign::other_word);
  }
  return other ? word && box : word || box;
}

struct Tick {
  Placed mark;
  Placed word;
};

// Boxes stand all before their words or all behind.
bool pair_up(const std::vector<Placed>& row, std::vector<Tick>& ticks) {
  if (row.size() % 2 != 0)
    return false;
  for (std::size_t i = 0; i < row.size(); i += 2) {
    const bool before = !is_word(row[i].sign);
    if (is_word(row[i + 1].sign) != before || before != !is_word(row[0].sign))
      return false;
    ticks.push_back(before ? Tick{row[i], row[i + 1]} : Tick{row[i + 1], row[i]});
  }
  return true;
}

class Choice {
public:
  explicit Choice(std::vector<Placed> found) : found_(std::move(found)) {
    std::erase_if(found_, [](const Placed& one) { return one.sign == Sign::other_word; });
  }

  bool has(Sign sign) const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const Placed& one) { return one.sign == sign; });
  }
  bool has_words() const { return has(Sign::accept) || has(Sign::reject); }
  bool has_boxes() const {
    return std::any_of(found_.begin(), found_.end(),
                       [](const Placed& one) { return !is_word(one.sign); });
  }

  // Each box with the word that it is for; nothing where one has none.
  std::optional<std::vector<Tick>> ticks() const {
    std::vector<Tick> out;
    for (auto at = found_.begin(); at != found_.end();) {
      const auto end = std::find_if(
          at, found_.end(), [&](const Placed& one) { return one.line->row != at->line->row; });
      if (!tick_row({at, end}, out))
        return std::nullopt;
      at = end;
    }
    return out;
  }

private:
  // First within each cell, then what is left in the row, then in the columns.
  bool tick_row(const std::vector<Placed>& row, std::vector<Tick>& out) const {
    std::vector<Placed> left;
    for (auto at = row.begin(); at != row.end();) {
      const auto end = std::find_if(
          at, row.end(), [&](const Placed& one) { return one.line->column != at->line->column; });
      const std::vector<Placed> cell(at, end);
      const auto words =
          std::count_if(at, end, [](const Placed& one) { return is_word(one.sign); });
      if (words == 0 || words == end - at)
        left.insert(left.end(), at, end);
      else if (!pair_up(cell, out))
        return false;
      at = end;
    }
    const auto words = static_cast<std::size_t>(std::count_if(
        left.begin(), left.end(), [](const Placed& one) { return is_word(one.sign); }));
    if (words == left.size())
      return true;
    if (words > 0)
      return pair_up(left, out);
    return std::all_of(left.begin(), left.end(), [&](const Placed& mark) {
      const auto word = std::find_if(found_.rbegin(), found_.rend(), [&](const Placed& one) {
        return one.line->row < mark.line->row && one.line->column == mark.line->column &&
               is_word(one.sign);
      });
      if (word == found_.rend())
        return false;
      out.push_back({mark, *word});
      return true;
    });
  }

  std::vector<Placed> found_;
};

// A condition, a not: what stands in the line with the word makes it no plain one.
bool is_doubtful(const Line& line) {
  static const Pattern doubt(R"((?x) \b (?: not | no | never | if | unless | until | provided | only
      | except | but | condition\w* | once | when | after | with ) \b | \?)",
                             Pattern::Case::folded);
  return doubt.find(line.text).has_value();
}

} // namespace

Said choice_at(const std::vector<Line>& lines, std::size_t first, std::string_view asked) {
  std::vector<Placed> found;
  Line asking = lines[first];
  asking.text = asked;
  for (auto i = first; i < lines.size() && i < first + most_lines; ++i) {
    if (lines[i].text.size() > longest_line)
      break;
    const auto here = signs_in(i == first ? asking : lines[i], i == first);
    if (i > first && !belongs(here))
      break;
    found.insert(found.end(), here.begin(), here.end());
  }
  const Choice choice(std::move(found));
  const bool both = choice.has(Sign::accept) && choice.has(Sign::reject);
  if (!choice.has_words())
    return Said::nothing;
  if (!choice.has_boxes())
    return both ? Said::unclear : Said::nothing;
  const auto ticks = choice.ticks();
  Said out = Said::unclear;
  for (const auto& [mark, word] : ticks.value_or(std::vector<Tick>{})) {
    if (mark.sign == Sign::empty)
      continue;
    const auto said = word.sign == Sign::accept ? Said::accept : Said::reject;
    if ((out != Said::unclear && out != said) || is_doubtful(*word.line) ||
        (mark.sign == Sign::cross && !both))
      return Said::unclear;
    out = said;
  }
  return out;
}

} // namespace documents
