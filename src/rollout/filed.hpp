// SPDX-License-Identifier: Apache-2.0
// What became of a report's file that came for a rollout: a line of the ledger, written when it is
// judged and read again whenever the rollout is shown (R30).
#pragma once

#include "base/instant.hpp"
#include "rollout/attached.hpp"
#include "rollout/report_name.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Filed {
  std::string name; // as RT has it
  bool taken = false;
  ReportName::Kind kind = ReportName::Kind::report;
  std::string team;     // whose report; empty: of a summary, or not known
  std::string expected; // the right name; empty: not known
  std::string why;      // of one that is held: in a few words
  std::string digest;   // SHA-256
  std::string sender;   // address
  std::string from;     // the sender's teams, or "the rollout managers"; empty: in none
  base::Instant at;     // effective time of the mail
  // "ACCEPT", "REJECT", or empty: what it recommends, as far as it is plain.
  std::string recommendation = {};
  base::Instant entered = at; // when it was judged: its mail may have been held in between
};

// Its line of the ledger, and back; nullopt: no such line. Those of 0.5.0 and before have no
// recommendation.
std::string to_words(const Filed& filed);
std::optional<Filed> read_filed(std::string_view name, std::string_view words);

// Both the same: of one team's report, or of the summary?
bool are_of_one(const Filed& a, const Filed& b);
// Of each team, and of the summaries, the one taken that came last, whenever it was judged: a mail
// may have been held in between. `all` oldest judgement first.
std::vector<Filed> newest_taken(const std::vector<Filed>& all);
// That of `team` among them; nullptr: none is.
const Filed* report_of(const std::vector<Filed>& taken, const std::string& team);
// Those held for which nothing better was judged since: a report of that team, or the summary, that
// was taken; the same file again; of a sender in one team only, whatever that team's report.
std::vector<Filed> still_held(const std::vector<Filed>& all);

} // namespace rollout
