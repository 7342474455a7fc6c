// SPDX-License-Identifier: Apache-2.0
// Which borders of an element are drawn: a bar at the left marks a quotation, a line above marks
// the mail that is answered, a box around it marks nothing.
#pragma once

#include <array>
#include <string_view>

namespace mail {

class Borders {
public:
  // A declaration; one of something else than borders is passed over.
  void set(std::string_view property, std::string_view value);
  bool bar() const { return marks(3); }
  bool rule() const { return marks(0); }

private:
  struct Side {
    bool drawn = false;
    bool wide = true;
    bool named = false; // drawn by a declaration of its own
  };
  bool marks(std::size_t side) const;
  void set_side(std::size_t side, std::string_view what, std::string_view value, bool named);
  void set_all(std::string_view what, std::string_view value);

  std::array<Side, 4> sides_; // top, right, bottom, left
};

} // namespace mail
