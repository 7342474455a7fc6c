// SPDX-License-Identifier: Apache-2.0
#include "rollout/watch.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace rollout {
namespace {

constexpr std::string_view over_sign = "over: ";
constexpr std::array<std::pair<std::string_view, std::vector<std::string> Watch::*>, 3> parts{
    {{"asked: ", &Watch::asked}, {"testing: ", &Watch::testing}, {"leaving: ", &Watch::leaving}}};

} // namespace

bool Watch::has(std::string_view team) const {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const auto& part) { return base::is_one_of(team, this->*part.second); });
}

// "asked: A, B; leaving: C; over: 2026-11-24T10:00:00Z".
std::string watch_words(const Watch& watch) {
  std::vector<std::string> out;
  for (const auto& [sign, teams] : parts)
    if (!(watch.*teams).empty())
      out.push_back(std::string(sign) + base::join(watch.*teams, ", "));
  if (watch.over)
    out.push_back(std::string(over_sign) + base::to_iso(*watch.over));
  return base::join(out, "; ");
}

Watch read_watch(std::string_view words) {
  Watch out;
  for (const auto& part : base::split(words, ';')) {
    for (const auto& [sign, teams] : parts)
      if (part.starts_with(sign))
        (out.*teams) = base::split(std::string_view(part).substr(sign.size()), ',');
    if (part.starts_with(over_sign))
      if (const auto over = base::read_iso(std::string_view(part).substr(over_sign.size())))
        out.over = *over;
  }
  return out;
}

} // namespace rollout
