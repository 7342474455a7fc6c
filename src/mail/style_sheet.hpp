// SPDX-License-Identifier: Apache-2.0
// The rules of a mail's <style> elements. Where a rule hides under some conditions only, or for
// elements that its selector does not tell us, it hides: what may be unseen is not said by the
// sender. A sheet over its bounds hides all; but no rule hides the page itself.
#pragma once

#include "mail/look.hpp"
#include "mail/selector.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mail {

struct Element {
  std::string_view tag; // lower case, as the others
  std::string_view id;
  std::string_view classes; // between blanks
  const Attributes& attributes;
};

class StyleSheet {
public:
  // The content of one <style> element; `print`: one for paper alone.
  void add(std::string_view css, bool print = false);
  Look look(const Element& element);
  bool overfull() const { return overfull_; }

private:
  struct Rule {
    Selector asked;
    Look look;
  };
  void add_rules(std::string_view selectors, std::string_view declarations, bool apart);
  void add_rule(std::string_view selector, Look look);
  bool has_attributes(const Selector& asked, const Element& element);
  void match(const std::string& key, const Element& element,
             const std::vector<std::string>& classes, Look& look);

  std::vector<Rule> rules_;
  std::unordered_map<std::string, std::vector<std::size_t>> found_by_; // "#id", ".class", "tag", ""
  std::size_t size_ = 0;
  std::size_t compared_ = 0;
  bool overfull_ = false;
};

} // namespace mail
