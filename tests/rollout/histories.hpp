// SPDX-License-Identifier: Apache-2.0
// Ledgers of rollouts, written line by line.
#pragma once

#include "rollout/asking.hpp"
#include "rollout/cases.hpp"
#include "rollout/filed.hpp"
#include "rollout/policy.hpp"

inline base::Instant on(const std::string& iso) {
  return base::read_iso(iso).value();
}

struct History {
  std::vector<rollout::Record> lines;
  std::int64_t ticket = 4711;

  void line(base::Instant at, const std::string& what, const std::string& about,
            const std::string& words = "", const std::string& cause = "") {
    lines.push_back({at, {ticket}, what, about, cause, words});
  }
  void asks(const std::string& team, base::Instant at, base::Instant until) {
    line(at, "asked", team, rollout::until_words(until, "one working day"));
  }
  void answers(const std::string& team, base::Instant at, const std::string& state,
               const std::string& cause = "") {
    line(at, "answered", team, state + " by anna@infn.example.test", cause);
  }
  void reports(const std::string& team, base::Instant at, bool taken = true,
               rollout::ReportName::Kind kind = rollout::ReportName::Kind::report) {
    rollout::Filed filed;
    filed.name = "ea-" + team + ".doc";
    filed.taken = taken;
    filed.kind = kind;
    filed.team = team;
    filed.at = at;
    line(at, "report", filed.name, rollout::to_words(filed));
  }
};

inline rollout::Policy usual_policy() {
  rollout::Policy policy;
  policy.working_times = calendar::WorkingTimes::read("", "").value();
  return policy;
}
