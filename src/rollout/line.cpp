// SPDX-License-Identifier: Apache-2.0
#include "rollout/line.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <array>
#include <utility>

namespace rollout {
namespace {

// Signs beyond ASCII that mail programs put where a person typed a plain one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> plain_signs{{
    {"\xC2\xA0", " "},     {"\xE2\x80\xAF", " "},  {"\xE2\x80\x87", " "},  {"\xE2\x80\x90", "-"},
    {"\xE2\x80\x91", "-"}, {"\xE2\x80\x92", "-"},  {"\xE2\x80\x93", "-"},  {"\xE2\x80\x94", "-"},
    {"\xE2\x80\x95", "-"}, {"\xE2\x88\x92", "-"},  {"\xEF\xBC\x8D", "-"},  {"\xE2\x80\x98", "'"},
    {"\xE2\x80\x99", "'"}, {"\xE2\x80\x9C", "\""}, {"\xE2\x80\x9D", "\""}, {"\xE2\x80\xA2", "*"},
    {"\xC2\xB7", "*"},     {"\xE2\x80\x8B", ""},   {"\xE2\x80\x8C", ""},   {"\xE2\x80\x8D", ""},
    {"\xEF\xBB\xBF", ""},  {"\xC2\xAD", ""},       {"\xE2\x81\xA0", ""},
}};

std::string with_plain_signs(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    bool replaced = false;
    for (const auto& [sign, plain] : plain_signs) {
      if (line.substr(0, sign.size()) == sign) {
        out += plain;
        line.remove_prefix(sign.size());
        replaced = true;
        break;
      }
    }
    if (!replaced) {
      out += line.front();
      line.remove_prefix(1);
    }
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

constexpr std::string_view wraps = " \t*_~`\"'<>()[]{}";

} // namespace

std::vector<std::string> command_words(std::string_view line) {
  static const base::Pattern bullet(R"(^\s*(?:[-*+]|\(?\d{1,2}[.)])\s+)");
  static const base::Pattern colon(R"(^([A-Za-z]+)\s*[:=]\s*(?=\S))");
  const std::string plain = with_plain_signs(line);
  std::string_view rest = plain;
  if (const auto found = bullet.find(rest))
    rest.remove_prefix(found->end);
  rest = strip(rest, wraps, " \t*_~`\"'<>()[]{}.,;!");
  std::string apart(rest);
  if (const auto found = colon.find(apart))
    apart = std::string(found->groups[1]) + " " + apart.substr(found->end);
  std::vector<std::string> words;
  for (auto& tab : apart)
    if (tab == '\t')
      tab = ' ';
  for (const auto& word : base::split(apart, ' '))
    if (const auto bare = strip(word, wraps, wraps); !bare.empty())
      words.emplace_back(bare);
  return words;
}

} // namespace rollout
