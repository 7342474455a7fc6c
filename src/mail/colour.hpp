// SPDX-License-Identifier: Apache-2.0
// Colours of HTML mails, as far as it takes to say that nobody can read a text.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace mail {

struct Colour {
  std::array<int, 3> light{}; // red, green, blue, 0 to 255
  double opacity = 1;
  std::string name; // of one that we cannot take apart
};

constexpr std::array<int, 3> white{255, 255, 255};

// The first colour in a value of plain_css(), "#fff" or "url() no-repeat rgb(0 0 0 / 50%)".
// A word that is no colour gives one that is like itself alone.
std::optional<Colour> colour_in(std::string_view value);

bool can_be_told(const Colour& text, const Colour& paper);

} // namespace mail
