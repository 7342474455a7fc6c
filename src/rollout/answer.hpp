// SPDX-License-Identifier: Apache-2.0
// What one line of a reply says (R18, contract 2 and 7). A command stands on a line of its own;
// prose never counts; what is nearly a command is complained about, not guessed.
#pragma once

#include "rollout/complaint.hpp"
#include "rollout/order.hpp"
#include "rollout/roster.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rollout {

struct Command {
  Verb verb = Verb::accept;
  std::string team; // in the roster's spelling
  int line = 0;
};

// At most one of them; the numbers of lines are the caller's to set.
struct Line {
  std::optional<Command> command;
  std::optional<Order> order;
  std::optional<Complaint> complaint;
};

Line read_line(std::string_view written, const Roster& roster);

// The team's name in `token`, which may be its group's, "ea-…".
std::string without_ea(std::string_view token);

// "accept NGI_IT-INFN-T1"
std::string line_for(Verb verb, std::string_view team);

} // namespace rollout
