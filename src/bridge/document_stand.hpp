// SPDX-License-Identifier: Apache-2.0
// Which documents are asked about (lines of the ledger tell it, rollout/document.hpp), and how the
// asking goes (document_chore.hpp does it, marks.hpp keeps it).
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "rollout/document_seen.hpp"
#include "store/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct DocumentStand {
  struct Try {
    base::Instant at;
    bool failed = false; // nobody answered; not: it is not there
  };
  std::map<std::int64_t, Try> tries;          // the newest for each that is in question
  std::optional<base::Instant> failing_since; // nullopt: none of them failed
  std::string trouble;                        // why they did
};

struct DocumentQuestion {
  base::TicketId ticket;
  std::int64_t id = 0;
  std::optional<rollout::DocumentSeen> before; // what was heard of it on that ticket
};

// Of each ticket the document that it names, as long as it was not shown, or something is wrong
// with it and that changed less than 14 days before `now`.
base::Result<std::vector<DocumentQuestion>> document_questions(store::Database& database,
                                                               base::Instant now);

} // namespace bridge
