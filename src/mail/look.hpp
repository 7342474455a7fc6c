// SPDX-License-Identifier: Apache-2.0
// What style declarations make of an element: alike for a style attribute and for a rule of a
// <style> element. Of two that set the same thing the one of more weight counts, then the later.
#pragma once

#include "mail/colour.hpp"

#include <optional>
#include <string_view>

namespace mail {

template <class T> struct Setting {
  std::optional<T> value;
  int weight = -1;

  void offer(const std::optional<T>& other, int its_weight) {
    if (other && its_weight >= weight) {
      value = other;
      weight = its_weight;
    }
  }
};

enum class Size { none, relative, own }; // too small to read, of the text around it, its own

struct Look {
  bool hidden = false; // by a way that nothing inside it can undo
  bool bar = false;    // at its left, as beside a quotation
  bool rule = false;   // above it, as Outlook draws over the mail that is answered
  Setting<Colour> text;
  Setting<Colour> paper;
  Setting<Size> font;
  Setting<Size> line;

  void add(const Look& other);
  void weigh(int more);
};

constexpr int weight_of_attribute = 0; // bgcolor and the like: less than any rule of a sheet
constexpr int weight_of_style = 100'000;

// `declarations` are of plain_css().
Look look_of(std::string_view declarations, int weight);

// What text inherits from the elements around it.
struct Ink {
  Colour text;
  Colour paper{white, 1, {}};
  bool tiny = false; // font-size
  bool flat = false; // line-height

  void take(const Look& look);
  bool is_seen() const { return !tiny && !flat && can_be_told(text, paper); }
};

} // namespace mail
