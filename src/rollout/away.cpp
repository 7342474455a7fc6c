// SPDX-License-Identifier: Apache-2.0
#include "rollout/away.hpp"

#include <algorithm>

namespace rollout {

std::string to_words(const Away& away) {
  return base::to_iso(away.from) + " " + base::to_iso(away.until);
}

std::optional<Away> read_away(std::string_view words) {
  const auto blank = words.find(' ');
  if (blank == words.npos)
    return std::nullopt;
  const auto from = base::read_iso(words.substr(0, blank));
  const auto until = base::read_iso(words.substr(blank + 1));
  if (!from || !until)
    return std::nullopt;
  return Away{*from, *until};
}

AwayTimes::AwayTimes(std::vector<Away> all) {
  std::erase_if(all, [](const Away& one) { return one.until <= one.from; });
  std::sort(all.begin(), all.end(), [](const Away& a, const Away& b) { return a.from < b.from; });
  for (const auto& one : all)
    if (!all_.empty() && one.from <= all_.back().until)
      all_.back().until = std::max(all_.back().until, one.until);
    else
      all_.push_back(one);
}

std::vector<Away>::const_iterator AwayTimes::first_after(base::Instant from) const {
  return std::partition_point(all_.begin(), all_.end(),
                              [from](const Away& one) { return one.until <= from; });
}

base::Seconds AwayTimes::within(base::Instant from, base::Instant until) const {
  base::Seconds sum{};
  for (auto one = first_after(from); one != all_.end() && one->from < until; ++one)
    sum += std::min(one->until, until) - std::max(one->from, from);
  return sum;
}

base::Instant AwayTimes::extended(base::Instant deadline, base::Instant set) const {
  for (auto one = first_after(set); one != all_.end() && one->from < deadline; ++one)
    deadline += one->until - std::max(one->from, set);
  return deadline;
}

base::Seconds AwayTimes::worked(base::Instant from, base::Instant until,
                                const calendar::WorkingTime& working) const {
  auto sum = calendar::worked(from, until, working);
  for (auto one = first_after(from); one != all_.end() && one->from < until; ++one)
    sum -= calendar::worked(std::max(one->from, from), std::min(one->until, until), working);
  return sum;
}

} // namespace rollout
