// SPDX-License-Identifier: Apache-2.0
// The files on a rollout's ticket as reports, all looked at together (R32). Each stands as it was
// judged when it came; what the ledger does not know is judged now, by the same rule.
#pragma once

#include "rollout/filed.hpp"
#include "rollout/report_name.hpp"
#include "rollout/ticket.hpp"

#include <string>
#include <vector>

namespace rollout {

// A file that stands on the ticket.
struct Came {
  Attached file;
  std::string from; // RT's name of who sent it
  base::Instant at; // as RT has it
};

struct Gathered {
  // As `check report` has it: "exact", "deviation", "wrong", …; "held": under a name that is good.
  std::string verdict;
  bool summary = false;
  std::string team;     // empty: of a summary, or not known
  std::string expected; // the right name; empty: not known
  bool counts = false;  // the newest that was taken of its team, or of the summaries
  std::string sender;   // address, or RT's name of who sent it
  base::Instant at;
  std::string remark; // why it is held, or not in the ledger; may be empty
};

// What the ledger says of it; nullptr: nothing, so that its content matters.
const Filed* filed_as(const Attached& file, const std::vector<Filed>& reports);

// One for each of `came`. `ticket` is the rollout of `rule`, `reports` what the ledger has of it.
std::vector<Gathered> gather(const std::vector<Came>& came, const Ticket& ticket,
                             std::vector<Filed> reports, const ReportRule& rule,
                             const Policy& policy);

// The teams that accepted and of which nothing counts.
std::vector<std::string> without_report(const std::vector<Gathered>& gathered, const Ticket& ticket,
                                        const Policy& policy);

} // namespace rollout
