// SPDX-License-Identifier: Apache-2.0
#include "mail/borders.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mail {

bool Borders::marks(std::size_t side) const {
  const auto seen = [](const Side& one) { return one.drawn && one.wide; };
  return seen(sides_[side]) &&
         (sides_[side].named || !std::all_of(sides_.begin(), sides_.end(), seen));
}

void Borders::set_side(std::size_t side, std::string_view what, std::string_view value,
                       bool named) {
  static const base::Pattern line(R"(\b(solid|double|ridge|groove|inset|outset|dashed|dotted)\b)");
  static const base::Pattern zero(R"((?<![-\w.#(,])0(\.0*)?[a-z]*(?![-\w.,%]))");
  auto& one = sides_[side];
  if (what != "-width") {
    one.drawn = line.find(value).has_value();
    one.named = named && one.drawn;
  }
  if (what != "-style")
    one.wide = !zero.find(value);
}

// One to four values, for the sides in their order; a missing one is that of the side across.
void Borders::set_all(std::string_view what, std::string_view value) {
  const auto values = base::split(value, ' ');
  for (std::size_t side = 0; side < sides_.size() && !values.empty(); ++side) {
    std::size_t at = side;
    while (at >= values.size())
      at = at >= 2 ? at - 2 : 0;
    set_side(side, what, what.empty() ? value : values[at], false);
  }
}

void Borders::set(std::string_view property, std::string_view value) {
  static const base::Pattern border(
      R"(^border(-top|-right|-bottom|-left|-inline|-inline-start|-inline-end|-block-start|-block-end)?(-style|-width)?$)");
  const auto found = border.find(property);
  if (!found)
    return;
  const auto side = found->groups[1];
  const auto what = found->groups[2];
  if (side.empty())
    set_all(what, value);
  else if (side == "-top" || side == "-block-start")
    set_side(0, what, value, true);
  else if (side == "-right" || side == "-inline-end")
    set_side(1, what, value, true);
  else if (side == "-bottom" || side == "-block-end")
    set_side(2, what, value, true);
  else
    set_side(3, what, value, true);
}

} // namespace mail
