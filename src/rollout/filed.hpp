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
  std::string from;     // the sender's teams, or "rollout managers"
  base::Instant at;     // effective time of the mail
};

// Its line of the ledger, and back; nullopt: no such line.
std::string to_words(const Filed& filed);
std::optional<Filed> read_filed(std::string_view name, std::string_view words);

// Of each team, and of the summaries (team ""), the newest that was taken; `all` oldest first.
std::vector<Filed> newest_taken(const std::vector<Filed>& all);
// Those held that nothing better has come for since: from that sender, for that team, or of the
// same content.
std::vector<Filed> still_held(const std::vector<Filed>& all);

} // namespace rollout
