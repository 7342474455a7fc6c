// SPDX-License-Identifier: Apache-2.0
#include "mail/style_sheet.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/css_text.hpp"

#include <algorithm>

namespace mail {
namespace {

// Of all sheets of a mail.
constexpr std::size_t longest = 256 * 1024;
constexpr std::size_t most_rules = 3'000;
constexpr std::size_t most_comparisons = 3'000'000;
constexpr std::size_t deepest = 16;
constexpr std::size_t most_classes = 8;
constexpr std::size_t longest_selector = 1'000;

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

// Ids weigh more than classes, these more than elements.
int weight_of(const std::string& selector) {
  const auto count = [&](char c) {
    return static_cast<int>(std::count(selector.begin(), selector.end(), c));
  };
  return std::min(weight_of_style - 1, 1 + 1'000 * count('#') +
                                           30 * (count('.') + count('[') + count(':')) +
                                           count(' ') + count('>'));
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
  if (apart)
    look.text = look.paper = {};
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
    add_rule(std::string(base::trim(selector)), look);
    selector.clear();
  }
  if (depth > 0)
    add_rule("*", look);
}

void StyleSheet::add_rule(const std::string& selector, const Look& look) {
  static const base::Pattern elsewhere(
      R"((?<!\()(:(hover|active|visited|focus|focus-within|focus-visible)(?![-\w(])|::?(before|after)(?![-\w(])|::?-(webkit|moz|ms)-[-\w]+|::(placeholder|marker|selection|backdrop)).*$)");
  static const base::Pattern attribute(
      R"re(^\s*([-\w]+)\s*(?:[~|^*$]?=\s*(?:"([-\w]+)"|'([-\w]+)'|([-\w]+))\s*$)?)re");
  static const base::Pattern last(R"((?:^|[\s>+~&])([a-z][-\w]*|\*)?((?:[.#][-\w]+)*)$)");
  static const base::Pattern piece(R"(([.#])([-\w]+))");
  if (selector.empty() || elsewhere.find(selector))
    return;
  // Pseudo-classes and what else is in brackets are left out: the rule then asks for less, and
  // hides more.
  Rule rule;
  std::string plain;
  for (std::size_t at = 0; at < std::min(selector.size(), longest_selector); ++at) {
    const char c = selector[at];
    if (c == '[' || c == '(') {
      const auto close = selector.find(c == '[' ? ']' : ')', at);
      if (close == selector.npos)
        break;
      const auto inside = selector.substr(at + 1, close - at - 1);
      const auto found = c == '[' ? attribute.find(inside) : std::nullopt;
      if (found && rule.attributes.size() < most_classes)
        rule.attributes.emplace_back(found->groups[1], std::string(found->groups[2]) +
                                                           std::string(found->groups[3]) +
                                                           std::string(found->groups[4]));
      at = close;
    } else if (c == ':') {
      if (selector.compare(at, 5, ":root") == 0)
        plain += "html";
      at = std::min(selector.find_first_not_of(":-abcdefghijklmnopqrstuvwxyz", at),
                    selector.size()) -
           1;
    } else {
      if (c == ' ' || c == '>' || c == '+' || c == '~')
        rule.attributes.clear(); // of an element around or before it
      plain += c;
    }
  }
  rule.look = look;
  rule.look.weigh(weight_of(selector));
  if (selector.size() <= longest_selector)
    if (const auto found = last.find(base::trim(plain))) {
      rule.tag = found->groups[1] == "*" ? "" : found->groups[1];
      const std::string names(found->groups[2]);
      for (auto name = piece.find(names); name && rule.classes.size() < most_classes;
           name = piece.find(names, name->end))
        if (name->groups[1] == "#")
          rule.id = name->groups[2];
        else
          rule.classes.emplace_back(name->groups[2]);
    }
  const auto key = !rule.id.empty()        ? "#" + rule.id
                   : !rule.classes.empty() ? "." + rule.classes.front()
                                           : rule.tag;
  overfull_ = overfull_ || rules_.size() >= most_rules;
  if (overfull_)
    return;
  found_by_[key].push_back(rules_.size());
  rules_.push_back(std::move(rule));
}

bool StyleSheet::has_attributes(const Rule& rule, const Element& element) {
  return std::all_of(rule.attributes.begin(), rule.attributes.end(), [&](const auto& asked) {
    return std::any_of(element.attributes.begin(), element.attributes.end(), [&](const auto& one) {
      compared_ += 1 + one.second.size() / 16;
      return one.first == asked.first && one.second.find(asked.second) != one.second.npos;
    });
  });
}

void StyleSheet::match(const std::string& key, const Element& element,
                       const std::vector<std::string>& classes, Look& look) {
  const auto found = found_by_.find(key);
  if (found == found_by_.end())
    return;
  for (const auto number : found->second) {
    const auto& rule = rules_[number];
    compared_ += 1 + classes.size() * rule.classes.size();
    if (compared_ > most_comparisons)
      return;
    if ((rule.tag.empty() || rule.tag == element.tag) &&
        (rule.id.empty() || rule.id == element.id) &&
        std::all_of(rule.classes.begin(), rule.classes.end(),
                    [&](const std::string& name) {
                      return std::find(classes.begin(), classes.end(), name) != classes.end();
                    }) &&
        has_attributes(rule, element))
      look.add(rule.look);
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
