// SPDX-License-Identifier: Apache-2.0
// Reports' names for tests: the tables of real teams and products, rules made of titles, and a
// reading in one line.
#pragma once

#include "rollout/report_name.hpp"

#include <fstream>
#include <string>
#include <vector>

namespace report_names {

using namespace rollout;
using Verdict = ReportName::Verdict;
using Kind = ReportName::Kind;

inline const Naming naming;

inline std::vector<std::vector<std::string>> table(const std::string& name) {
  std::ifstream in(SOURCE_DIR "/tests/data/" + name);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#')
      continue;
    std::vector<std::string> cells(1);
    for (const char c : line)
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    out.push_back(std::move(cells));
  }
  return out;
}

inline const Roster& all_teams() {
  static const Roster roster = [] {
    std::vector<Team> teams;
    for (const auto& row : table("sites.tsv"))
      teams.push_back({row[0] + "-" + row[1], row[1]});
    return Roster(std::move(teams));
  }();
  return roster;
}

inline ReportRule rule_for(const std::string& subject) {
  return {read_subject(subject, naming).release, all_teams(), naming};
}

inline const ReportRule& cream() {
  static const auto rule =
      ReportRule(read_subject("Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", naming).release,
                 all_teams(), naming);
  return rule;
}

inline std::string flaws(const ReportName& reading) {
  std::string out;
  for (const auto& one : reading.complaints)
    out += (out.empty() ? "" : " ") + std::string(to_word(one.flaw));
  return out;
}

inline std::string told(const ReportName& one) {
  return std::string(to_word(one.verdict)) + " " + (one.team.empty() ? "-" : one.team) + " [" +
         flaws(one) + "] " + one.expected;
}

} // namespace report_names
