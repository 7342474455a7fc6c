// SPDX-License-Identifier: Apache-2.0
// What a selector of CSS asks of the element itself: its last part, "td.x#y[lang=de]". What it says
// of elements around, of states and of places is left out: it then asks for less, and fits more.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mail {

using Attributes = std::vector<std::pair<std::string, std::string>>; // lower case

struct Selector {
  std::string tag; // empty, as the others, where it does not care
  std::string id;
  std::vector<std::string> classes;
  Attributes attributes; // a text within each value, whatever stands before the "="
  int weight = 0;        // among other rules, less than that of a style attribute
};

// `written`, in lower case, is one of a list. nullopt: it fits no element as it stands there, but
// one pointed at, or what is drawn before it.
std::optional<Selector> read_selector(std::string_view written);

} // namespace mail
