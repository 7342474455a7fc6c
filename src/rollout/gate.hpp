// SPDX-License-Identifier: Apache-2.0
// What is still missing for an outcome, what speaks against a good one, and when none of that is
// left: "good for wider deployment, the decision is yours" (R38, R39, R56, R57). One place, so that
// `why`, the ticket, notes and letters say the same. The bridge never decides.
#pragma once

#include "rollout/ticket.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rollout {

struct Gate {
  std::vector<std::string> missing;   // "the report of NGI_X-Y"
  std::vector<std::string> optional;  // what may be left out
  std::vector<std::string> against;   // "NGI_X-Y has rejected"; nothing that was set aside
  std::string aside;                  // by whom what spoke against it was set aside, and why
  std::optional<base::Instant> until; // when the exposure of all that take part is over
  bool over = false;                  // it is
  bool good = false;
  bool decided = false; // a manager has set the outcome
};

// Of a rollout, open or closed.
Gate gate(const Ticket& ticket, const Memory& memory, base::Instant now, const Policy& policy);

// The same in sentences. Empty: no team is chosen.
std::string in_words(const Gate& gate);

// "by a rollout manager: his reason": who it was stands in the ledger and on the ticket.
std::string aside_in_words(const Overridden& overridden);

} // namespace rollout
