// SPDX-License-Identifier: Apache-2.0
#include "rollout/line.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rollout {
namespace {

// Signs beyond ASCII that mail programs put where a person typed a plain one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> plain_signs{{
    {" ", "\u00A0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000"},
    {"-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\uFE58\uFE63\uFF0D"},
    {"*", "•·‣◦▪▫■□●○►▸➤→✓✔☑✅"},
    {"'", "\u2018\u2019\u201A\u201B\u2032"},
    {"\"", "\u201C\u201D\u201E\u201F\u2033"},
    {"<", "«‹"},
    {">", "»›"},
    {".", "…。．"},
    {"!", "！"},
    {",", "，"},
    {";", "；"},
    {":", "："},
    {"(", "（"},
    {")", "）"},
    {"",
     "\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060"
     "\u2066\u2067\u2068\u2069\uFE0E\uFE0F\uFEFF"},
}};

std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string with_plain_signs(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const auto sign = line.substr(0, length_of(line.front()));
    const auto known = std::find_if(plain_signs.begin(), plain_signs.end(), [&](const auto& one) {
      return sign.size() > 1 && one.second.find(sign) != one.second.npos;
    });
    out += known == plain_signs.end() ? sign : known->first;
    line.remove_prefix(sign.size());
  }
  return out;
}

std::string_view strip(std::string_view text, std::string_view front, std::string_view back) {
  while (!text.empty() && front.find(text.front()) != front.npos)
    text.remove_prefix(1);
  while (!text.empty() && back.find(text.back()) != back.npos)
    text.remove_suffix(1);
  return text;
}

// `>` and closing brackets open nothing: a line that they begin is a quotation.
constexpr std::string_view opening = " \t*_~`\"'<([{";
constexpr std::string_view closing = " \t*_~`\"'<>()[]{}";
constexpr std::string_view ending = " \t*_~`\"'<>()[]{}.,;!";

// An emoji or two in front of what is said.
std::string_view without_emblem(std::string_view line) {
  static const base::Pattern emblem(
      R"(^\s*(?:[\p{So}\p{Sk}\x{FE0F}\x{20E3}\x{200D}]|\d\x{FE0F}?\x{20E3})+\s*)",
      base::Pattern::Case::folded);
  const auto found = emblem.find(line);
  return found ? line.substr(found->end) : line;
}

// "T<http://T>", "T <mailto:T>", "[T](http://T)": some programs make links of whatever has dots.
std::string without_links(std::string_view line) {
  static const base::Pattern link(
      R"(\s?<(?:https?://|mailto:)[^<>\s]*>|(?<=\])\((?:https?://|mailto:)[^()\s]*\))",
      base::Pattern::Case::ignored);
  std::string out(line);
  for (auto found = link.find(out); found; found = link.find(out, found->begin))
    out.erase(found->begin, found->end - found->begin);
  return out;
}

} // namespace

bool holds_empty_box(std::string_view line) {
  static const base::Pattern box(
      R"(^[\s*+-]*(?:\[[ _]?\]|\([ _]?\)|☐)|(?:\[[ _]?\]|\([ _]?\)|☐)\s*$)",
      base::Pattern::Case::folded);
  return box.find(line).has_value();
}

std::vector<std::string> command_words(std::string_view line) {
  static const base::Pattern bullet(R"(^\s*(?:[-*+]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s+)");
  static const base::Pattern colon(R"(^([A-Za-z]+)\s*[:=]\s*(?=\S))");
  static const base::Pattern ticked_before(R"(^\s*(?:\[[xXvV*]\]|\([xXvV*]\)|☒)\s*)");
  static const base::Pattern ticked_behind(R"(\s*(?:\[[xXvV]\]|\([xXvV]\)|☒)\s*$)");
  static const base::Pattern struck(R"(^\s*~~.*~~\W*$)");
  if (struck.find(line))
    return {};
  const std::string plain = without_links(with_plain_signs(without_emblem(line)));
  std::string_view rest = plain;
  if (const auto found = bullet.find(rest))
    rest.remove_prefix(found->end);
  if (const auto found = ticked_before.find(rest))
    rest.remove_prefix(found->end);
  if (const auto found = ticked_behind.find(rest))
    rest = rest.substr(0, found->begin);
  rest = strip(rest, opening, ending);
  if (!rest.empty() && std::string_view(">)]}").find(rest.front()) != std::string_view::npos)
    return {};
  std::string apart(rest);
  if (const auto found = colon.find(apart))
    apart = std::string(found->groups[1]) + " " + apart.substr(found->end);
  std::vector<std::string> words;
  for (auto& tab : apart)
    if (tab == '\t')
      tab = ' ';
  for (const auto& word : base::split(apart, ' '))
    if (const auto bare = strip(word, opening, closing); !bare.empty())
      words.emplace_back(bare);
  return words;
}

} // namespace rollout
