// SPDX-License-Identifier: Apache-2.0
#include "mail/colour.hpp"

#include "base/pattern.hpp"

#include <algorithm>
#include <cstdlib>

namespace mail {
namespace {

constexpr int alike = 15; // of 255: nobody tells them apart

struct Named {
  std::string_view name;
  int rgb;
};
constexpr std::array<Named, 31> names{{{"white", 0xffffff},
                                       {"window", 0xffffff},
                                       {"canvas", 0xffffff},
                                       {"snow", 0xfffafa},
                                       {"ivory", 0xfffff0},
                                       {"whitesmoke", 0xf5f5f5},
                                       {"ghostwhite", 0xf8f8ff},
                                       {"floralwhite", 0xfffaf0},
                                       {"mintcream", 0xf5fffa},
                                       {"azure", 0xf0ffff},
                                       {"aliceblue", 0xf0f8ff},
                                       {"honeydew", 0xf0fff0},
                                       {"black", 0},
                                       {"windowtext", 0},
                                       {"canvastext", 0},
                                       {"gray", 0x808080},
                                       {"grey", 0x808080},
                                       {"silver", 0xc0c0c0},
                                       {"red", 0xff0000},
                                       {"maroon", 0x800000},
                                       {"yellow", 0xffff00},
                                       {"olive", 0x808000},
                                       {"lime", 0x00ff00},
                                       {"green", 0x008000},
                                       {"aqua", 0x00ffff},
                                       {"cyan", 0x00ffff},
                                       {"teal", 0x008080},
                                       {"blue", 0x0000ff},
                                       {"navy", 0x000080},
                                       {"fuchsia", 0xff00ff},
                                       {"purple", 0x800080}}};

Colour of_bits(int rgb) {
  return {{rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff}, 1, {}};
}

std::optional<Colour> of_digits(std::string_view digits) {
  const bool brief = digits.size() < 5;
  if (digits.size() == 5 || digits.size() == 7)
    return std::nullopt;
  std::string full;
  for (const char c : digits)
    full += std::string(brief ? 2 : 1, c);
  auto colour = of_bits(static_cast<int>(std::strtol(full.substr(0, 6).c_str(), nullptr, 16)));
  if (full.size() == 8)
    colour.opacity = static_cast<double>(std::strtol(full.substr(6).c_str(), nullptr, 16)) / 255;
  return colour;
}

// "255, 255, 255, 0" or "100% 100% 100% / 50%"; of hsl() the lightness alone is told, where it is
// at an end.
std::optional<Colour> of_numbers(bool by_lightness, const std::string& arguments) {
  static const base::Pattern number(R"(([\d.]+)(%?))");
  std::array<double, 4> found{0, 0, 0, 1};
  std::size_t count = 0;
  for (auto one = number.find(arguments); one && count < 4;
       one = number.find(arguments, one->end)) {
    const double value = std::strtod(std::string(one->groups[1]).c_str(), nullptr);
    const double whole = by_lightness || count == 3 ? 1 : 255;
    found[count++] = one->groups[2] == "%" ? value * whole / 100 : value;
  }
  if (count < 3)
    return std::nullopt;
  const auto bits = [](double value) { return static_cast<int>(std::clamp(value, 0.0, 255.0)); };
  if (!by_lightness)
    return Colour{{bits(found[0]), bits(found[1]), bits(found[2])}, found[3], {}};
  const int grey = bits(found[2] * 255);
  const bool at_end = grey < alike || grey > 255 - alike;
  return Colour{{grey, grey, grey}, found[3], at_end ? std::string() : "hsl " + arguments};
}

} // namespace

std::optional<Colour> colour_in(std::string_view value) {
  static const base::Pattern one(
      R"((?:^|[\s,/])(?:#([0-9a-f]{3,8})(?![-\w])|(rgb|hsl)a?\(([^()]{0,100})\)|([a-z]+)(?![-\w(?])))");
  static const base::Pattern other(
      R"(^(none|initial|inherit|unset|revert|currentcolor|repeat|no|scroll|fixed|local|center|left|right|top|bottom|cover|contain|auto|important|url)$)");
  for (auto found = one.find(value); found; found = one.find(value, found->end)) {
    const auto digits = found->groups[1];
    const std::string word(found->groups[4]);
    std::optional<Colour> colour;
    if (!digits.empty())
      colour = of_digits(digits);
    else if (!found->groups[2].empty())
      colour = of_numbers(found->groups[2] == "hsl", std::string(found->groups[3]));
    else if (word == "transparent")
      colour = Colour{{}, 0, {}};
    else if (const auto* known = std::find_if(names.begin(), names.end(),
                                              [&](const Named& n) { return n.name == word; });
             known != names.end())
      colour = of_bits(known->rgb);
    else if (!other.find(word))
      colour = Colour{{}, 1, word};
    if (colour)
      return colour;
  }
  return std::nullopt;
}

bool can_be_told(const Colour& text, const Colour& paper) {
  if (text.opacity < 0.1)
    return false;
  if (!text.name.empty() || !paper.name.empty())
    return text.name != paper.name;
  for (std::size_t i = 0; i < text.light.size(); ++i)
    if (std::abs(text.light[i] - paper.light[i]) > alike)
      return true;
  return false;
}

} // namespace mail
