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

// A second `accept` begins nothing anew.
void read_answer(const TeamLine& line, Asking& asking) {
  asking.answered = line.words.starts_with("withdrawn") ? std::nullopt : std::optional(line.at);
  if (!line.words.starts_with("accepted"))
    asking.accepted.reset();
  else if (!asking.accepted) {
    asking.accepted = line.at;
    asking.told_early = false;
    asking.chase = {};
  }
}

Chase& chase_of(const TeamLine& line, Asking& asking) {
  constexpr std::size_t width = 10;
  if (auto day = line.words.substr(0, width); day != asking.chase.day)
    asking.chase = {std::move(day)};
  return asking.chase;
}

} // namespace

void add(const TeamLine& line, Asking& asking) {
  if (base::is_one_of(line.what, std::array{"asked", "adopted"})) {
    const bool first = asking.round == 0; // it may have answered before it was adopted
    const auto answered = first ? asking.answered : std::nullopt;
    const auto accepted = first ? asking.accepted : std::nullopt;
    asking = {asking.team, asking.round + 1, line.at};
    asking.asked_now = true;
    asking.adopted = line.what == "adopted";
    asking.answered = answered;
    asking.accepted = accepted;
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
  } else if (line.what == "unreachable" && line.words.starts_with(report_form)) {
    asking.chase.unreachable = true;
  } else if (line.what == "unreachable") {
    asking.unreachable = true;
  } else if (line.what == "told_silent") {
    asking.told_unreachable = true;
  } else if (line.what == "beta_reminded") {
    asking.beta_reminded.push_back(line.at);
  } else if (line.what == "answered") {
    read_answer(line, asking);
  } else if (line.what == "delayed" || line.what == "proceeding") {
    asking.excused = line.at;
    asking.proceeding = line.what == "proceeding";
  } else if (line.what == "told_early") {
    asking.told_early = true;
  } else if (line.what == "told_due") {
    chase_of(line, asking).told_due = line.at;
  } else if (line.what == "chased") {
    chase_of(line, asking).letters.push_back(line.at);
  } else if (line.what == "told_missing") {
    chase_of(line, asking).told = line.at;
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
