// SPDX-License-Identifier: Apache-2.0
// The two queues: `inbox` (something to think about) and `outbox` (something owed). Rows, not
// meanings. A lane ("rt/4711") is strict: a row waits for the earlier ones of its lane. A row of
// the inbox also waits for all open rows of the outbox in the lane of the same name, so that
// whoever thinks about a ticket sees our own earlier effects. What stands before the first '/' of a
// lane is its target.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/database.hpp"
#include "store/glance.hpp"
#include "store/traffic.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class Which { inbox, outbox };
const char* to_word(Which which);

struct Item {
  std::string key; // the same key is put once, ever
  std::string lane;
  std::string kind;
  std::string body;                // JSON
  std::optional<std::string> blob; // digest of a kept blob
  base::Instant due;               // not before; in the future it is an alarm and blocks nobody
};

struct Job {
  std::int64_t id = 0;
  std::string key;
  std::string lane;
  std::string kind;
  std::string body;
  std::optional<std::string> blob;
  std::string state;
  base::Instant due;
  int attempt = 0; // this one included, once claimed
  std::string error;
  base::Instant created;
  std::optional<base::Instant> finished;
};

// What a decision or a deed leaves behind, besides its own row being done.
struct Entry {
  std::int64_t ticket = 0; // 0: none
  std::string what;        // "received", "decided", "sent", …
  std::string about;       // a Message-ID, an address, a team
  std::string cause;       // the fingerprint or key that led to it
  std::string words;       // for people
};
struct Settlement {
  std::vector<Item> inbox;
  std::vector<Item> outbox;
  std::vector<Entry> ledger;
  std::vector<Passage> traffic;
  std::vector<std::pair<std::string, std::string>> marks;
  std::map<std::int64_t, std::optional<Glance>> glances; // by tickets; nullopt: to be forgotten
};

// The rows of this kind in this lane that are not finished, oldest first.
base::Result<std::vector<Job>> open_rows(Database& database, Which which, std::string_view lane,
                                         std::string_view kind);

// False: the key was there before, and nothing has changed.
base::Result<bool> put(Database& database, Which which, const Item& item, base::Instant now);

// As a row that is done, for what was thought about before this store: its key is taken.
base::Result<void> put_done(Database& database, Which which, const Item& item, base::Instant now);

// The first row that is due and whose lane is free, now `running`; nullopt: none for this `target`.
base::Result<std::optional<Job>> claim(Database& database, Which which, std::string_view target,
                                       base::Instant now);

// In one transaction: all of `settlement`, and `job` is done. Fault::internal when `job` is not
// running.
base::Result<void> settle(Database& database, Which which, const Job& job,
                          const Settlement& settlement, base::Instant now);

// Back to ready, for another try at `due`; one that is `put_off` is never hurried.
base::Result<void> again(Database& database, Which which, const Job& job, base::Instant due,
                         std::string_view error, bool put_off = false);

// For a human. `letters` go to the outbox in the same transaction.
base::Result<void> stick(Database& database, Which which, const Job& job, std::string_view error,
                         const std::vector<Item>& letters, base::Instant now);

// At start, by the one program that holds the lock: rows of `target` that a dead program left
// `running` are ready again, due `wait` after they were claimed. One that died `most` times in a
// row at the same row is stuck, and `letters_about` it go to the outbox in the same transaction.
using LettersAbout = std::function<std::vector<Item>(const Job&)>;
base::Result<void> recover(Database& database, Which which, std::string_view target, int most,
                           base::Seconds wait, const LettersAbout& letters_about,
                           base::Instant now);

// Rows of `target` that wait for another try are due now, but for those that were put off. True
// when there were some.
base::Result<bool> hurry(Database& database, Which which, std::string_view target,
                         base::Instant now);

// Open rows of this kind that are due after `latest` are due then. Gives how many rows are open.
base::Result<std::int64_t> pull_forward(Database& database, Which which, std::string_view kind,
                                        base::Instant latest);

// The highest id that a row ever had; 0 when there was none.
base::Result<std::int64_t> newest_row(Database& database, Which which);

// Forgets rows of this kind that were finished before `before`; their keys may come again.
base::Result<void> forget_finished(Database& database, Which which, std::string_view kind,
                                   base::Instant before);

// What was put off, because RT may be at it still: until when the last of it is; nullopt: nothing
// is.
base::Result<std::optional<base::Instant>> put_off_until(Database& database);
// That time has passed: they are due now.
base::Result<void> end_putting_off(Database& database, base::Instant now);

// The earliest time at which a ready row is due; nullopt when there is none.
base::Result<std::optional<base::Instant>> next_due(Database& database);

} // namespace store
