// SPDX-License-Identifier: Apache-2.0
#include "rollout/line.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "rollout/plain_signs.hpp"

namespace rollout {
namespace {

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
