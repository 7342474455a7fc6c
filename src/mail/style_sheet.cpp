// SPDX-License-Identifier: Apache-2.0
#include "mail/style_sheet.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mail {
namespace {

constexpr std::size_t most_rules = 500;
constexpr std::size_t longest_sheet = 256 * 1024;

// "\64 isplay" is "display".
std::string without_escapes(std::string_view css) {
  std::string out;
  for (std::size_t at = 0; at < css.size(); ++at) {
    if (css[at] != '\\' || at + 1 >= css.size()) {
      out += css[at];
      continue;
    }
    std::size_t digits = 0;
    unsigned value = 0;
    for (; digits < 6 && at + 1 + digits < css.size(); ++digits) {
      const char c = css[at + 1 + digits];
      const bool number = c >= '0' && c <= '9';
      if (!number && !(c >= 'a' && c <= 'f'))
        break;
      value = value * 16 + static_cast<unsigned>(number ? c - '0' : c - 'a' + 10);
    }
    if (digits > 0 && value > 0 && value < 0x80)
      out += static_cast<char>(value);
    at += digits;
    if (digits > 0 && at + 1 < css.size() && css[at + 1] == ' ')
      ++at;
  }
  return out;
}

} // namespace

std::string plain_css(std::string_view css) {
  std::string out;
  css = css.substr(0, longest_sheet);
  for (std::size_t at = 0; at < css.size();) {
    const auto open = css.find("/*", at);
    out += css.substr(at, open == css.npos ? open : open - at);
    const auto close = open == css.npos ? open : css.find("*/", open + 2);
    at = close == css.npos ? css.size() : close + 2;
  }
  out = base::lower(out);
  return out.find('\\') == out.npos ? out : base::lower(without_escapes(out));
}

bool hides(std::string_view declarations, bool on_background) {
  static const base::Pattern hiding(
      R"((?<![-\w])(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all|color\s*:\s*transparent|text-decoration(-line)?\s*:[^;]*line-through|text-indent\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](px)?[,\s]|clip-path\s*:\s*inset\(\s*(50|100)%)"
      R"(|position\s*:\s*(absolute|fixed)\s*;.*(?<![-\w])(left|top|right|bottom)\s*:\s*-\d{3,}|(left|top|right|bottom)\s*:\s*-\d{3,}.*position\s*:\s*(absolute|fixed)|transform\s*:[^;]*scale[xy]?\(\s*0*(\.0*)?\s*[,)])"
      R"(|(font-size|opacity|max-height|max-width|line-height)\s*:\s*0*(\.0*)?\s*(px|pt|r?em|%)?\s*(!\s*important\s*)?(;|$))"
      R"(|font-size\s*:\s*(0*[12](\.\d*)?\s*(px|pt)|0*\.\d+\s*(px|pt)|0*\.[01]\d*\s*r?em|[0-9](\.\d+)?\s*%)|font\s*:\s*0(px|pt)?[\s/]|opacity\s*:\s*0*\.0\d*))");
  static const base::Pattern without_height(
      R"((?<![-\w])(height|width)\s*:\s*0*(\.0*)?\s*(px|pt|r?em|%)?\s*(!\s*important\s*)?(;|$))");
  static const base::Pattern white(
      R"((?<![-\w])color\s*:\s*(white|snow|ivory|#f[c-f]f[c-f]f[c-f]|#fff|rgba?\(\s*25[2-5]\s*,\s*25[2-5]\s*,\s*25[2-5]|rgba\([^)]*,\s*0*(\.0*)?\)|hsl\([^)]*,\s*100%\)|window\b)\s*[^-\w]*(!|;|\)|,|$))");
  if (declarations.empty())
    return false;
  return hiding.find(declarations) ||
         (declarations.find("overflow") != declarations.npos &&
          without_height.find(declarations)) ||
         (!on_background && white.find(declarations));
}

bool sets_background(std::string_view declarations) {
  static const base::Pattern background(
      R"((?<![-\w])background(-color|-image)?\s*:\s*(?!\s*(none|transparent|initial|inherit|white|#fff(fff)?|rgba?\(\s*255,\s*255,\s*255)\b)\S)");
  return !declarations.empty() && background.find(declarations);
}

void StyleSheet::add(std::string_view written) {
  const auto css = plain_css(written);
  // At-rules are opened up: the innermost braces hold declarations, what stands before them back to
  // the brace or semicolon above is their selectors.
  std::size_t begin = 0;
  std::size_t open = css.npos;
  for (std::size_t at = 0; at < css.size(); ++at) {
    if (css[at] == '{') {
      if (open != css.npos)
        begin = open + 1;
      open = at;
    } else if (css[at] == '}' || (css[at] == ';' && open == css.npos)) {
      const std::string_view all = css;
      if (open != css.npos && mail::hides(all.substr(open + 1, at - open - 1), false))
        add_rules(all.substr(begin, open - begin));
      open = css.npos;
      begin = at + 1;
    }
  }
}

void StyleSheet::add_rules(std::string_view selectors) {
  static const base::Pattern last(R"((?:^|[\s>+~])([a-z0-9*]*)((?:[.#][-\w]+)*)$)");
  static const base::Pattern attribute(R"(\[\s*(id|class)\s*[~|^*]?=\s*["']?([-\w]+)["']?\s*\])");
  static const base::Pattern piece(R"(([.#])([-\w]+))");
  for (const auto& one : base::split(selectors, ',')) {
    std::string selector = one;
    for (auto found = attribute.find(selector); found; found = attribute.find(selector))
      selector.replace(found->begin, found->end - found->begin,
                       (found->groups[1] == "id" ? "#" : ".") + std::string(found->groups[2]));
    const auto found = last.find(base::trim(selector));
    if (!found || found->begin == found->end || rules_.size() >= most_rules)
      continue;
    Rule rule;
    rule.tag = found->groups[1] == "*" ? "" : found->groups[1];
    const std::string names(found->groups[2]);
    for (auto name = piece.find(names); name; name = piece.find(names, name->end))
      if (name->groups[1] == "#")
        rule.id = name->groups[2];
      else
        rule.classes.emplace_back(name->groups[2]);
    rules_.push_back(std::move(rule));
  }
}

bool StyleSheet::hides(const Element& element) const {
  const std::string classes = " " + element.classes + " ";
  return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    return (rule.tag.empty() || rule.tag == element.tag) &&
           (rule.id.empty() || rule.id == element.id) &&
           std::all_of(rule.classes.begin(), rule.classes.end(), [&](const std::string& name) {
             return classes.find(" " + name + " ") != classes.npos;
           });
  });
}

} // namespace mail
