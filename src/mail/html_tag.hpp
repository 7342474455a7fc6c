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
  std::string marks; // id, class, name and data-marker together: how programs name containers
  Attributes attributes;
  Look look;                    // of its attributes
  std::string target;           // href, as written, where it is one of the web
  std::string_view next;        // name of the next element, of one with attributes
  bool holds_quotation = false; // a blockquote right in it, of one with attributes

  void set(std::string_view attribute, const std::string& value);
};

enum class Meaning {
  text,
  hidden,    // nobody sees it
  quotation, // this element
  signature, // this element
  cut,       // everything from here on
};

// `look` is that of its attributes and of the style sheet.
Meaning meaning_of(const Tag& tag, const Look& look);

} // namespace mail
