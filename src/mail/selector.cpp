// SPDX-License-Identifier: Apache-2.0
#include "mail/selector.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"
#include "mail/look.hpp"

#include <algorithm>

namespace mail {
namespace {

using base::Pattern;

constexpr std::size_t most_names = 8; // of classes, and of attributes
constexpr std::size_t longest = 1'000;

// Ids weigh more than classes, these more than elements.
int weight_of(std::string_view written) {
  const auto count = [&](char c) {
    return static_cast<int>(std::count(written.begin(), written.end(), c));
  };
  return std::min(weight_of_style - 1, 1 + 1'000 * count('#') +
                                           30 * (count('.') + count('[') + count(':')) +
                                           count(' ') + count('>'));
}

// What stands in brackets: "lang=de".
void add_attribute(std::string_view inside, Attributes& attributes) {
  static const Pattern attribute(
      R"re(^\s*([-\w]+)\s*(?:[~|^*$]?=\s*(?:"([-\w]+)"|'([-\w]+)'|([-\w]+))\s*$)?)re");
  const auto found = attribute.find(inside);
  if (found && attributes.size() < most_names)
    attributes.emplace_back(found->groups[1], std::string(found->groups[2]) +
                                                  std::string(found->groups[3]) +
                                                  std::string(found->groups[4]));
}

// `written` without brackets and pseudo-classes; what it asks of its last element's attributes is
// put into `attributes`.
std::string without_conditions(std::string_view written, Attributes& attributes) {
  std::string out;
  for (std::size_t at = 0; at < std::min(written.size(), longest); ++at) {
    const char c = written[at];
    if (c == '[' || c == '(') {
      const auto close = written.find(c == '[' ? ']' : ')', at);
      if (close == written.npos)
        break;
      if (c == '[')
        add_attribute(written.substr(at + 1, close - at - 1), attributes);
      at = close;
    } else if (c == ':') {
      if (written.substr(at, 5) == ":root")
        out += "html";
      at = std::min(written.find_first_not_of(":-abcdefghijklmnopqrstuvwxyz", at), written.size()) -
           1;
    } else {
      if (c == ' ' || c == '>' || c == '+' || c == '~')
        attributes.clear(); // of an element around or before it
      out += c;
    }
  }
  return out;
}

} // namespace

std::optional<Selector> read_selector(std::string_view written) {
  static const Pattern elsewhere(
      R"((?<!\()(:(hover|active|visited|focus|focus-within|focus-visible)(?![-\w(])|::?(before|after)(?![-\w(])|::?-(webkit|moz|ms)-[-\w]+|::(placeholder|marker|selection|backdrop)).*$)");
  static const Pattern last(R"((?:^|[\s>+~&])([a-z][-\w]*|\*)?((?:[.#][-\w]+)*)$)");
  static const Pattern piece(R"(([.#])([-\w]+))");
  if (written.empty() || elsewhere.find(written))
    return std::nullopt;
  Selector out;
  out.weight = weight_of(written);
  const auto plain = without_conditions(written, out.attributes);
  const auto found = written.size() <= longest ? last.find(base::trim(plain)) : std::nullopt;
  if (!found)
    return out;
  out.tag = found->groups[1] == "*" ? "" : found->groups[1];
  const auto names = found->groups[2];
  for (auto name = piece.find(names); name && out.classes.size() < most_names;
       name = piece.find(names, name->end))
    if (name->groups[1] == "#")
      out.id = name->groups[2];
    else
      out.classes.emplace_back(name->groups[2]);
  return out;
}

} // namespace mail
