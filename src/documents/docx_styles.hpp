// SPDX-License-Identifier: Apache-2.0
// The styles of a Word document, and what all its parts are written in: names of elements and the
// words that switch something on.
#pragma once

#include "documents/look.hpp"
#include "documents/xml.hpp"

#include <string>

namespace documents {

bool is_word(std::string_view space); // one of WordprocessingML's two namespaces

// `element` as a switch: without a value it is on.
bool is_on(const Element& element);

// The look that properties give: changes `look` by one of them.
void add_property(const Element& element, Look& look);

class DocxStyles : public XmlListener {
public:
  void begin(const Element& element) override;
  void end(std::string_view space, std::string_view name) override;
  void text(std::string_view) override {}

  const Styles& found() const { return styles_; }

private:
  std::string name_; // of the style that is open
  std::string based_on_;
  Look look_;
  Styles styles_;
};

} // namespace documents
