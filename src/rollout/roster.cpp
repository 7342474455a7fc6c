// SPDX-License-Identifier: Apache-2.0
#include "rollout/roster.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_suggestions = 3;
constexpr std::size_t near_enough = 2;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Lower case, and `-`, `_`, `.` and blanks gone: how people misspell a name.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : base::lower(name))
    if (is_letter_or_digit(c))
      out += c;
  return out;
}

// True when `team` is some NGI and then `site`.
bool ends_with_site(std::string_view team, std::string_view site) {
  return team.size() > site.size() + 1 && team[team.size() - site.size() - 1] == '-' &&
         base::same_ignoring_case(team.substr(team.size() - site.size()), site);
}

} // namespace

Roster::Roster(std::vector<std::string> teams) : teams_(std::move(teams)) {
  std::sort(teams_.begin(), teams_.end());
  teams_.erase(std::unique(teams_.begin(), teams_.end()), teams_.end());
}

Roster Roster::anyone() {
  Roster roster;
  roster.anyone_ = true;
  return roster;
}

std::optional<std::string> Roster::find(std::string_view name) const {
  if (anyone_) {
    if (looks_like_team(name) && name.find('-') != name.npos)
      return std::string(name);
    return std::nullopt;
  }
  std::optional<std::string> other_case;
  for (const auto& team : teams_) {
    if (team == name)
      return team;
    if (base::same_ignoring_case(team, name))
      other_case = team;
  }
  return other_case;
}

std::vector<std::string> Roster::nearest(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& team : teams_)
    if (ends_with_site(team, name))
      out.push_back(team);
  if (out.size() == 1)
    return out;

  const std::string wanted = folded(name);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& team : teams_)
    if (const auto far = base::distance(folded(team), wanted, near_enough); far <= near_enough)
      ranked.emplace_back(far, team);
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [far, team] : ranked)
    if (std::find(out.begin(), out.end(), team) == out.end())
      out.push_back(team);
  if (out.size() > most_suggestions)
    out.resize(most_suggestions);
  return out;
}

bool looks_like_team(std::string_view token) {
  const auto is_join = [](char c) { return c == '-' || c == '_' || c == '.'; };
  if (token.size() < 3 || !is_letter_or_digit(token.front()) || !is_letter_or_digit(token.back()))
    return false;
  return std::all_of(token.begin(), token.end(),
                     [&](char c) { return is_letter_or_digit(c) || is_join(c); }) &&
         std::any_of(token.begin(), token.end(), is_join);
}

} // namespace rollout
