// SPDX-License-Identifier: Apache-2.0
// How words look, as far as it says whether anybody is meant to read them, and the named styles
// that say it for many.
#pragma once

#include "documents/text_lines.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace documents {

struct Look {
  std::optional<bool> hidden; // nothing: as whatever stands around it
  std::optional<bool> struck; // through: taken back by its writer
  int level = 0;              // of a heading, from 1

  // What `inner` says goes before.
  Look with(const Look& inner) const;
};

// A sign that says "this is told": a letter, a digit, or anything beyond ASCII.
bool has_words(std::string_view text);

class Styles {
public:
  // `name` and `based_on` are unique, whatever a document means by them; the first `most_styles`
  // are kept.
  void add(const std::string& name, const std::string& based_on, const Look& look);
  Look find(const std::string& name) const;
  bool empty() const { return styles_.empty(); }

private:
  struct Style {
    std::string based_on;
    Look look;
  };
  std::unordered_map<std::string, Style> styles_;
};

} // namespace documents
