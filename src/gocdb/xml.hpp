// SPDX-License-Identifier: Apache-2.0
// A stranger's XML (libxml2), element by element and without a tree. A DOCTYPE ends it, so there
// are no entities but XML's own five; nothing is fetched; depth and lengths are bounded.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gocdb {

struct Element {
  std::string name;
  std::string within; // the name of the element around it; empty: it is the root
  std::map<std::string, std::string> attributes;
  std::string text; // of its own, not of elements in it; the first 300 bytes

  const std::string& operator[](const std::string& attribute) const; // "" when it is not there
};

struct Document {
  std::string root;   // its name, or what a DOCTYPE says; empty: there is none
  std::string broken; // "line 12: …": why it is no whole document; empty: it is one
};

// Gives each element to `seen` when it ends, those that are whole also where the document is not.
Document read_xml(std::string_view xml, const std::function<void(const Element&)>& seen);

} // namespace gocdb
