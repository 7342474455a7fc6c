// SPDX-License-Identifier: Apache-2.0
#include "documents/docx_styles.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace documents {
namespace {

constexpr std::array<std::string_view, 2> word_spaces{
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main"};

// "heading 2" is its name in every language of Word.
int level_of(std::string_view name) {
  constexpr std::string_view word = "heading ";
  if (!base::starts_with_ignoring_case(name, word) || name.size() != word.size() + 1)
    return 0;
  return std::clamp(name.back() - '0', 0, deepest_heading);
}

} // namespace

bool is_word(std::string_view space) {
  return std::find(word_spaces.begin(), word_spaces.end(), space) != word_spaces.end();
}

bool is_on(const Element& element) {
  const auto value = base::lower(element.attribute("val"));
  return value != "0" && value != "false" && value != "off";
}

void add_property(const Element& element, Look& look) {
  const auto name = element.name;
  if (name == "vanish")
    look.hidden = is_on(element);
  else if (name == "strike" || name == "dstrike")
    look.struck = look.struck.value_or(false) || is_on(element);
  else if (name == "outlineLvl") // 9 is body text
    look.level = element.attribute("val").size() == 1 && element.attribute("val") < "9"
                     ? element.attribute("val").front() - '0' + 1
                     : 0;
}

void DocxStyles::begin(const Element& element) {
  if (!is_word(element.space))
    return;
  if (element.name == "style") {
    name_ = element.attribute("styleId");
    based_on_.clear();
    look_ = {};
  } else if (element.name == "basedOn") {
    based_on_ = element.attribute("val");
  } else if (element.name == "name") {
    look_.level = level_of(element.attribute("val"));
  } else if (!name_.empty()) {
    add_property(element, look_);
  }
}

void DocxStyles::end(std::string_view space, std::string_view name) {
  if (name != "style" || !is_word(space))
    return;
  styles_.add(name_, based_on_, look_);
  name_.clear();
}

} // namespace documents
