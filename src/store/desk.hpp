// SPDX-License-Identifier: Apache-2.0
// The two queues as a human handles them: look, retry, drop; and the trail of one thing.
#pragma once

#include "store/ledger.hpp"
#include "store/queue.hpp"

namespace store {

struct Listed {
  Which which;
  Job job;
};

// Rows that are not finished (all rows when `finished` too), oldest first, inbox before outbox.
base::Result<std::vector<Listed>> list(Database& database, bool finished);

// By key, or by "inbox:12" / "outbox:12". Fault::not_found with the remedy.
base::Result<Listed> find(Database& database, std::string_view id);

// A stuck or waiting row is due now. Fault::refused when it is running or finished.
base::Result<void> retry(Database& database, const Listed& row, base::Instant now);

// In one transaction: a stuck or waiting row is given up, what waited behind it goes on, and `left`
// is what it leaves behind.
base::Result<void> drop(Database& database, const Listed& row, const Settlement& left,
                        base::Instant now);

// All that is known of a Message-ID, a ticket's number or a key: rows, and what the ledger holds.
struct Trail {
  std::vector<Listed> rows;
  std::vector<Remembered> ledger;
};
base::Result<Trail> trail(Database& database, std::string_view id);

} // namespace store
