// SPDX-License-Identifier: Apache-2.0
#include "mail/attribution.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/phrases.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace mail {
namespace {

using base::Pattern;
constexpr auto folded = Pattern::Case::folded;

constexpr std::size_t longest_attribution = 2'500; // one line of the longest, and a little
constexpr std::size_t most_lines = 6;
constexpr std::size_t block_window = 12;

// Chinese, Japanese and Korean set no blank between words, so a word may begin behind any sign of
// theirs, but not in the middle of another alphabet's.
constexpr std::string_view word_begins =
    R"((?<![\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}]))";
constexpr std::string_view word_ends =
    R"((?![\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}]))";

std::string verb() {
  return std::string(word_begins) + in_any_language(&Phrases::wrote) + std::string(word_ends);
}

// Attributions end with a colon, a few with the address or the verb alone.
bool ends_one(std::string_view line) {
  static const Pattern ending(
      R"((?:[:：]|<[^<>\s]+@[^<>\s]+>)\W{0,3}$|^\s*\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[-+]\d|)" +
          verb() + R"((?: on .{0,40})?\W{0,3}$)",
      folded);
  return ending.find(line).has_value();
}

// How an attribution begins: "On", a date, or a day and its number.
bool opens(std::string_view line) {
  static const Pattern opening(
      "^[^\\w<]{0,3}(?:" + in_any_language(&Phrases::on) +
          R"((?=[\s\d,\p{Han}\p{Hangul}])|\d{1,4}[-./年]\s?\d{1,2}|\p{L}{1,12}[.,]{0,2} \d{1,2}[., ]|\d{1,2}\.? \p{L}+\.?,? \d{4}))",
      folded);
  return opening.find(line).has_value();
}

// … or with somebody's name and address.
bool names_somebody(std::string_view line) {
  static const Pattern name(R"(^\s*[^<\s][^<]{0,80}<[^<>\s]+@[^<>\s]+>)", folded);
  return name.find(line).has_value();
}

bool has_date(std::string_view line) {
  static const Pattern date(R"(\d{1,2}[:.h]\d{2}|\b(19|20)\d\d\b|\d{1,2}[./]\s?\d{1,2}|\d年)",
                            folded);
  return date.find(line).has_value();
}

// `words` end like an attribution; is it one? The verb stands near the end ("Anna wrote to us:"),
// or anywhere where a date does too; an address near the end needs no verb.
bool is_attribution(std::string_view words) {
  static const Pattern closing(
      verb() + R"(.{0,30}[:：]\W{0,3}$|<[^<>\s]+@[^<>\s]+>.{0,40}[:：]\W{0,3}$)", folded);
  static const Pattern wrote(verb(), folded);
  static const Pattern dated(
      R"(^\W{0,3}\d{4}[-./年]\s?\d{1,2}.*<[^<>\s]+@[^<>\s]+>\W{0,3}$|^\s*\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[-+]\d)",
      folded);
  static const Pattern quoting(
      "^\\W{0,3}(Quoting|Zitat von|Quote "
      "from|Citando|Citerar|Citeren|Lainaus|Цитирование|Цитування)\\b.{2,}:\\W{0,3}$",
      folded);
  // A date and a time before a colon need no verb: there are more languages than we know.
  static const Pattern timed(
      R"((?:\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\b(?:19|20)\d\d\b).{0,40}\d{1,2}[:.h]\d{2}.*\p{L}.*[:：]\W{0,3}$)",
      folded);
  return closing.find(words) || dated.find(words) || quoting.find(words) || timed.find(words) ||
         (has_date(words) && ends_one(words) && wrote.find(words));
}

class Finder {
public:
  explicit Finder(const std::vector<KnownLine>& lines) : lines_(lines) {}

  std::vector<Span> run() {
    std::vector<Span> out;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const bool words = lines_[at].kind == LineKind::text || lines_[at].kind == LineKind::command;
      if (!words || !ends_one(lines_[at].text))
        continue;
      const auto begin = begin_of(at, out.empty() ? 0 : out.back().end);
      if (begin <= at)
        out.push_back({begin, at + 1});
    }
    return out;
  }

private:
  std::string joined(std::size_t begin, std::size_t last) const {
    std::string out;
    for (auto at = begin; at <= last; ++at)
      if (lines_[at].kind == LineKind::text || at == last)
        out += (out.empty() ? "" : " ") + std::string(base::trim(lines_[at].text));
    return out;
  }

  bool is_one(std::size_t begin, std::size_t last) const {
    const auto words = joined(begin, last);
    return words.size() <= longest_attribution && is_attribution(words);
  }

  // Where the attribution that ends at line `last` begins, not before `floor`; behind `last` when
  // there is none. What looks like a command is part of one only between its dated head and its
  // end.
  std::size_t begin_of(std::size_t last, std::size_t floor) const {
    const auto none = last + 1;
    const bool whole = !continues(lines_[last].text) && is_one(last, last);
    auto paragraph = none; // its begin, as far as it goes without a command
    auto name = none;
    bool command_between = false;
    for (auto at = last; last - at < most_lines; --at) {
      const auto kind = lines_[at].kind;
      const auto text = base::trim(lines_[at].text);
      if (kind != LineKind::text && kind != LineKind::command)
        break;
      command_between = command_between || kind == LineKind::command;
      const bool dated = kind == LineKind::text && has_date(text);
      const bool head = kind == LineKind::text && opens(text) &&
                        (dated || !(command_between || (whole && at < last)));
      if (head && is_one(at, last))
        return at;
      if (!command_between)
        paragraph = at;
      if (name == none && !(whole && at < last) && kind == LineKind::text && names_somebody(text) &&
          is_one(at, last))
        name = at;
      if (at == floor)
        break;
    }
    if (name != none)
      return name;
    if (whole)
      return last;
    return paragraph != none && is_one(paragraph, last) ? paragraph
           : is_one(last, last)                         ? last
                                                        : none;
  }

  // An end that holds nothing but an address or the verb has its beginning on the line above.
  static bool continues(std::string_view line) {
    static const Pattern rest("^\\s*(?:<|\\(?" + verb() + ")", folded);
    return rest.find(line).has_value();
  }

  const std::vector<KnownLine>& lines_;
};

// A block of headers in a language that is in no table: three or more lines of a few words, a colon
// and a value, one right below the other, with a date and time and an address among the values.
bool unknown_block_begins(const std::vector<KnownLine>& lines, std::size_t at) {
  static const Pattern labelled(R"(^[\s*_]*\p{L}[\p{L}\p{M}'’ -]{0,24}[\s*_]*[:：]\s*\S)", folded);
  static const Pattern time(R"(\d{1,2}[:.h]\d{2}\b)", folded);
  bool dated = false;
  bool addressed = false;
  std::size_t count = 0;
  for (auto i = at; i < lines.size() && i < at + block_window; ++i, ++count) {
    const auto text = lines[i].text;
    if (lines[i].kind != LineKind::text || !labelled.find(text))
      break;
    dated = dated || (has_date(text) && time.find(text));
    addressed = addressed || text.find('@') != text.npos;
  }
  return count >= 3 && dated && addressed;
}

} // namespace

std::vector<Span> attributions(const std::vector<KnownLine>& lines) {
  return Finder(lines).run();
}

bool may_end_attribution(std::string_view line) {
  static const Pattern sign(R"([:：>]\W{0,3}$)", folded);
  return sign.find(line) || ends_one(line);
}

bool header_block_begins(const std::vector<KnownLine>& lines, std::size_t at) {
  if (lines[at].kind == LineKind::text && unknown_block_begins(lines, at))
    return true;
  if (lines[at].kind != LineKind::text || lines[at].label == Label::none)
    return false;
  std::set<Label> seen;
  for (auto i = at; i < lines.size() && i < at + block_window; ++i) {
    if (ends(lines[i].kind))
      break;
    if (lines[i].label != Label::none)
      seen.insert(lines[i].label);
  }
  return seen.size() >= 3;
}

} // namespace mail
