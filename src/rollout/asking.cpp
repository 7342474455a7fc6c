// SPDX-License-Identifier: Apache-2.0
#include "rollout/asking.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace rollout {
namespace {

void read_until(std::string_view words, Asking& asking) {
  const auto blank = std::min(words.find(' '), words.size());
  if (const auto until = base::read_iso(words.substr(0, blank)))
    asking.until = *until;
  asking.because = base::trim(words.substr(blank));
}

} // namespace

void add(const TeamLine& line, Asking& asking) {
  if (base::is_one_of(line.what, std::array{"asked", "adopted"})) {
    const auto before = asking.round == 0 ? asking.answered : std::nullopt;
    asking = {asking.team, asking.round + 1, line.at};
    asking.asked_now = true;
    asking.adopted = line.what == "adopted";
    asking.answered = before;
    read_until(line.words, asking);
  } else if (line.what == "unasked") {
    asking.asked_now = false;
  } else if (line.what == "reminded") {
    asking.reminded.push_back(line.at);
  } else if (line.what == "told_late") {
    asking.told_late = line.at;
  } else if (line.what == "told_gone") {
    asking.told_gone = true;
  } else if (line.what == "unreachable" && line.words.starts_with(beta_form)) {
    asking.beta_unreachable = line.at;
  } else if (line.what == "unreachable") {
    asking.unreachable = true;
  } else if (line.what == "told_silent") {
    asking.told_unreachable = true;
  } else if (line.what == "beta_reminded") {
    asking.beta_reminded.push_back(line.at);
  } else if (line.what == "answered") {
    asking.answered = line.words.starts_with("withdrawn") ? std::nullopt : std::optional(line.at);
  }
}

std::vector<Asking> askings(const std::vector<TeamLine>& lines) {
  std::vector<Asking> out;
  for (const auto& line : lines) {
    auto found = std::find_if(out.begin(), out.end(), [&](const auto& one) {
      return base::same_ignoring_case(one.team, line.team);
    });
    if (found == out.end()) {
      out.push_back({line.team});
      found = out.end() - 1;
    }
    add(line, *found);
  }
  return out;
}

Asking asking_of(const std::vector<Asking>& all, std::string_view team) {
  for (const auto& one : all)
    if (base::same_ignoring_case(one.team, team))
      return one;
  return {std::string(team)};
}

std::string until_words(base::Instant until, const std::string& because) {
  return base::to_iso(until) + " " + because;
}

} // namespace rollout
