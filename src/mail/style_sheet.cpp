// SPDX-License-Identifier: Apache-2.0
#include "mail/style_sheet.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/css_text.hpp"

#include <algorithm>
#include <utility>

namespace mail {
namespace {

// Of all sheets of a mail.
constexpr std::size_t longest = 256 * 1024;
constexpr std::size_t most_rules = 3'000;
constexpr std::size_t most_comparisons = 3'000'000;
constexpr std::size_t deepest = 16;

bool says_something(const Look& look) {
  return look.hidden || look.bar || look.rule || look.text.value || look.paper.value ||
         look.font.value || look.line.value;
}

// A sheet for paper or for dark windows says nothing of the colours that most readers see.
bool is_apart(std::string_view prelude) {
  static const base::Pattern apart(
      R"(^@media\s+((only\s+)?print\s*$|((only\s+)?screen\s+and\s+)?\(\s*prefers-color-scheme\s*:\s*dark\s*\)\s*$))");
  return apart.find(prelude).has_value();
}

bool is_keyframes(std::string_view prelude) {
  static const base::Pattern frames(R"(^@(-[a-z]+-)?keyframes\b)");
  return frames.find(prelude).has_value();
}

} // namespace

void StyleSheet::add(std::string_view written, bool print) {
  size_ += written.size();
  overfull_ = overfull_ || size_ > longest;
  if (overfull_)
    return;
  const auto plain = plain_css(written);
  const std::string_view css = plain;
  std::vector<std::string_view> open; // what stands before each open brace
  std::size_t begin = 0;
  // Declarations are of the selector next around them: "@media" may stand inside a rule, too.
  const auto declare = [&](std::string_view declarations) {
    const auto rule = std::find_if(open.rbegin(), open.rend(),
                                   [](std::string_view one) { return one.substr(0, 1) != "@"; });
    if (rule != open.rend() && std::none_of(open.begin(), open.end(), is_keyframes))
      add_rules(*rule, declarations, print || std::any_of(open.begin(), open.end(), is_apart));
  };
  for (std::size_t at = 0; at < css.size(); ++at) {
    if (css[at] == '{') {
      const auto inside = css.substr(begin, at - begin);
      const auto last = inside.rfind(';');
      if (last != inside.npos)
        declare(inside.substr(0, last));
      open.push_back(base::trim(inside.substr(last == inside.npos ? 0 : last + 1)));
      begin = at + 1;
      overfull_ = overfull_ || open.size() > deepest;
    } else if (css[at] == '}') {
      declare(css.substr(begin, at - begin));
      if (!open.empty())
        open.pop_back();
      begin = at + 1;
    } else if (css[at] == ';' && open.empty())
      begin = at + 1;
    if (overfull_)
      return;
  }
}

void StyleSheet::add_rules(std::string_view selectors, std::string_view declarations, bool apart) {
  if (base::trim(declarations).empty())
    return;
  auto look = look_of(declarations, 0);
  if (apart) {
    look.text = {};
    look.paper = {};
  }
  if (!says_something(look))
    return;
  // A comma in brackets, ":not(.a, .b)", parts no selectors.
  std::string selector;
  int depth = 0;
  for (const char c : std::string(selectors) + ",") {
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    if (c != ',' || depth > 0) {
      selector += c;
      continue;
    }
    add_rule(base::trim(selector), look);
    selector.clear();
  }
  if (depth > 0)
    add_rule("*", look);
}

void StyleSheet::add_rule(std::string_view selector, Look look) {
  auto asked = read_selector(selector);
  overfull_ = overfull_ || (asked && rules_.size() >= most_rules);
  if (!asked || overfull_)
    return;
  look.weigh(asked->weight);
  const auto key = !asked->id.empty()        ? "#" + asked->id
                   : !asked->classes.empty() ? "." + asked->classes.front()
                                             : asked->tag;
  found_by_[key].push_back(rules_.size());
  rules_.push_back({std::move(*asked), look});
}

bool StyleSheet::has_attributes(const Selector& asked, const Element& element) {
  return std::all_of(asked.attributes.begin(), asked.attributes.end(), [&](const auto& wanted) {
    return std::any_of(element.attributes.begin(), element.attributes.end(), [&](const auto& one) {
      compared_ += 1 + one.second.size() / 16;
      return one.first == wanted.first && one.second.find(wanted.second) != one.second.npos;
    });
  });
}

void StyleSheet::match(const std::string& key, const Element& element,
                       const std::vector<std::string>& classes, Look& look) {
  const auto found = found_by_.find(key);
  if (found == found_by_.end())
    return;
  for (const auto number : found->second) {
    const auto& [asked, effect] = rules_[number];
    compared_ += 1 + classes.size() * asked.classes.size();
    if (compared_ > most_comparisons)
      return;
    if ((asked.tag.empty() || asked.tag == element.tag) &&
        (asked.id.empty() || asked.id == element.id) &&
        std::all_of(asked.classes.begin(), asked.classes.end(),
                    [&](const std::string& name) {
                      return std::find(classes.begin(), classes.end(), name) != classes.end();
                    }) &&
        has_attributes(asked, element))
      look.add(effect);
  }
}

Look StyleSheet::look(const Element& element) {
  Look look;
  if (!rules_.empty() && !overfull_) {
    std::vector<std::string> classes;
    std::string blanks(element.classes);
    std::replace_if(
        blanks.begin(), blanks.end(),
        [](char c) { return c == '\t' || c == '\r' || c == '\n' || c == '\f'; }, ' ');
    classes = base::split(blanks, ' ');
    match("", element, classes, look);
    match(std::string(element.tag), element, classes, look);
    match("#" + std::string(element.id), element, classes, look);
    for (const auto& name : classes)
      match("." + name, element, classes, look);
    overfull_ = compared_ > most_comparisons;
  }
  look.hidden = (look.hidden || overfull_) && element.tag != "html" && element.tag != "body";
  return look;
}

} // namespace mail
