// SPDX-License-Identifier: Apache-2.0
// Figures per team over a period: how the teams kept to what they had agreed to (R54). Made anew
// from the ledger whenever somebody asks; what each figure counts, figure_columns.hpp says in
// words. Nobody is late while RT or the bridge was away, nor with what is not due yet.
#pragma once

#include "rollout/away.hpp"
#include "rollout/cases.hpp"
#include "rollout/policy.hpp"

#include <set>
#include <string>
#include <vector>

namespace rollout {

struct Figures {
  std::string team; // empty: all teams
  // Each request is one of these.
  int adopted = 0, in_time = 0, late = 0, never = 0, excused = 0, dropped = 0, open = 0;
  std::vector<base::Seconds> answered_after = {}; // working time
  int accepted = 0, rejected = 0, withdrawn = 0;
  int reports = 0; // taken, whoever owed them
  // Each report of a team that has accepted is one of these.
  int reports_in_time = 0, reports_late = 0, reports_missing = 0, reports_excused = 0,
      reports_dropped = 0, reports_open = 0;
  std::vector<int> days_late = {};
  int reminders = 0;
  std::set<std::string> ggus = {};

  int assigned() const { return adopted + in_time + late + never + excused + dropped + open; }
  Figures& operator+=(const Figures& other);
};

// Requests from `since` on, and before `until`.
struct Period {
  base::Instant since;
  base::Instant until;
};

// One for each team that was asked in the period, by name.
std::vector<Figures> figures(const std::vector<Case>& cases, const AwayTimes& away,
                             const Period& period, const Policy& policy, base::Instant now);

// All of them together.
Figures total(const std::vector<Figures>& teams);

} // namespace rollout
