// SPDX-License-Identifier: Apache-2.0
// A stranger's XML (libxml2), element by element and without a tree. A DOCTYPE ends it, so there
// are no entities but XML's own five; nothing is fetched; depth, lengths and names are bounded.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace xml {

struct Element {
  std::string_view path; // "results/SITE": from the root to itself; for the time of the call
  std::map<std::string, std::string> attributes;
  std::string text; // of its own, not of elements in it; the first 1000 bytes

  const std::string& operator[](const std::string& attribute) const; // "" when it is not there
};

struct Document {
  std::string root;   // its name, or what a DOCTYPE says; empty: there is none
  std::string broken; // "line 12: …": why it is no whole document; empty: it is one
};

// Gives each element to `seen` when it ends, those that are whole also where the document is not,
// until it says false.
Document read(std::string_view text, const std::function<bool(const Element&)>& seen);

} // namespace xml
