// SPDX-License-Identifier: Apache-2.0
#include "rollout/roster.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

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

// Is `site` this team's, or, where nobody says where its NGI ends, some end of its name?
bool is_site_of(const Team& team, std::string_view site) {
  if (!team.site.empty())
    return base::same_ignoring_case(team.site, site);
  const std::string_view name = team.name;
  return name.size() > site.size() + 1 && name[name.size() - site.size() - 1] == '-' &&
         base::same_ignoring_case(name.substr(name.size() - site.size()), site);
}

} // namespace

std::vector<Team> with_sites(const std::vector<std::string>& names,
                             const std::vector<std::string>& ngis) {
  std::vector<Team> out;
  for (const auto& name : names) {
    Team team{name, ""};
    int fitting = 0;
    for (const auto& ngi : ngis)
      if (name.size() > ngi.size() + 1 && name[ngi.size()] == '-' &&
          base::starts_with_ignoring_case(name, ngi)) {
        team.site = name.substr(ngi.size() + 1);
        ++fitting;
      }
    if (fitting != 1)
      team.site.clear();
    out.push_back(std::move(team));
  }
  return out;
}

Roster::Roster(const std::vector<std::string>& teams) : Roster(with_sites(teams, {})) {}

Roster::Roster(std::vector<Team> teams, std::vector<Former> former) : former_(std::move(former)) {
  std::map<std::string, Team> all; // by name in lower case
  for (auto& team : teams) {
    auto& one = all[base::lower(team.name)];
    if (one.name.empty())
      one.name = std::move(team.name);
    if (one.site.empty()) // in the spelling of the name, whose end it is
      one.site = one.name.substr(one.name.size() - std::min(one.name.size(), team.site.size()));
  }
  for (auto& [folded, team] : all)
    teams_.push_back(std::move(team));
  std::sort(teams_.begin(), teams_.end(),
            [](const Team& a, const Team& b) { return a.name < b.name; });
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
    if (team.name == name)
      return team.name;
    if (base::same_ignoring_case(team.name, name))
      other_case = team.name;
  }
  return other_case;
}

std::vector<std::string> Roster::of_site(std::string_view site) const {
  std::vector<std::string> out;
  for (const auto& team : teams_)
    if (is_site_of(team, site))
      out.push_back(team.name);
  return out;
}

std::vector<std::string> Roster::nearest(std::string_view name) const {
  if (const auto old = former(name); old && find(old->now))
    return {old->now};
  auto out = of_site(name);
  if (out.size() == 1)
    return out;

  const std::string wanted = folded(name);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& team : teams_)
    if (const auto far = base::distance(folded(team.name), wanted, near_enough); far <= near_enough)
      ranked.emplace_back(far, team.name);
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [far, team] : ranked)
    if (std::find(out.begin(), out.end(), team) == out.end())
      out.push_back(team);
  if (out.size() > most_suggestions)
    out.resize(most_suggestions);
  return out;
}

std::optional<Former> Roster::former(std::string_view name) const {
  const auto found = std::find_if(former_.begin(), former_.end(), [&](const Former& one) {
    return base::same_ignoring_case(one.team, name);
  });
  return found == former_.end() ? std::nullopt : std::optional(*found);
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
