// SPDX-License-Identifier: Apache-2.0
// Which elements a reader does not see, by their style and by the rules of <style> elements. Where
// a rule hides under some conditions only, the element counts as hidden: what may be unseen is not
// said by the sender.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mail {

// Declarations as one can compare them: lower case, without comments and escapes.
std::string plain_css(std::string_view css);

// `declarations` are of plain_css(). White on a background that somebody set is seen.
bool hides(std::string_view declarations, bool on_background);
bool sets_background(std::string_view declarations);

struct Element {
  std::string_view tag;
  std::string id;      // lower case, as the others
  std::string classes; // between blanks
};

class StyleSheet {
public:
  // The content of one <style> element.
  void add(std::string_view css);
  bool hides(const Element& element) const;

private:
  // The last part of a selector, "td.x#y": what it asks for, "" and none where it does not care.
  struct Rule {
    std::string tag;
    std::string id;
    std::vector<std::string> classes;
  };
  void add_rules(std::string_view selectors);

  std::vector<Rule> rules_;
};

} // namespace mail
