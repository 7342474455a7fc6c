// SPDX-License-Identifier: Apache-2.0
// What an element of an HTML mail means to us: something the sender says, something unseen, or the
// marks by which mail programs set off quotations and signatures.
#pragma once

#include "mail/style_sheet.hpp"

#include <string>
#include <string_view>

namespace mail {

struct Tag {
  std::string_view name; // lower case, as all below
  std::string id;
  std::string classes;
  std::string marks;     // id, class, name and data-marker together: how programs name containers
  std::string style;     // declarations, of plain_css(); attributes that style are among them
  std::string target;    // href, as written, where it is one of the web
  std::string_view next; // name of the next element, of one with attributes
  bool hidden = false;

  void set(std::string_view attribute, const std::string& value);
  bool has_background() const { return sets_background(style); }
};

enum class Meaning {
  text,
  hidden,    // nobody sees it
  quotation, // this element
  signature, // this element
  cut,       // everything from here on
};

// `on_background`: an element around it sets one, so that white is seen.
Meaning meaning_of(const Tag& tag, const StyleSheet& sheet, bool on_background);

} // namespace mail
