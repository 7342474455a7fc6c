// SPDX-License-Identifier: Apache-2.0
// What is remembered besides the queues: the ledger (append-only: what happened, when, because of
// what), blobs (raw mails by digest, purged by age) and marks (small named values, such as the
// place that the sweep has reached).
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/queue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

struct Remembered {
  base::Instant at;
  Entry entry;
  std::int64_t id = 0; // lines have theirs in the order in which they were entered
};

base::Result<void> enter(Database& database, const Entry& entry, base::Instant now);

// Says that older lines on `ticket` were entered behind newer ones: all that are there by now are
// given in the order of their times.
base::Result<void> enter_rebuilt(Database& database, std::int64_t ticket, base::Instant now);

// Entries of one kind about one thing, oldest first.
base::Result<std::vector<Remembered>> remembered(Database& database, std::string_view what,
                                                 std::string_view about);
// Entries of one kind about one ticket, oldest first.
base::Result<std::vector<Remembered>> remembered_on(Database& database, std::int64_t ticket,
                                                    std::string_view what);
// All entries about one ticket, oldest first.
base::Result<std::vector<Remembered>> story_of(Database& database, std::int64_t ticket);
// All entries of these kinds, oldest first.
base::Result<std::vector<Remembered>> remembered_of(Database& database,
                                                    const std::vector<std::string>& kinds);
// Entries of the kind `what` whose cause led to one of the kind `led_to`, too, oldest first.
base::Result<std::vector<Remembered>> remembered_behind(Database& database, std::string_view what,
                                                        std::string_view led_to);
// How often the ledger has this very line.
base::Result<std::int64_t> times_entered(Database& database, const Entry& entry, base::Instant at);
// Entries with this cause, oldest first.
base::Result<std::vector<Remembered>> caused_by(Database& database, std::string_view cause);

base::Result<void> set_mark(Database& database, std::string_view name, std::string_view value);
base::Result<std::optional<std::string>> mark(Database& database, std::string_view name);

// Keeps `bytes` under their digest; the same bytes are kept once.
base::Result<std::string> keep_blob(Database& database, std::string_view bytes, base::Instant now);
// Fault::not_found when it was purged or never kept.
base::Result<std::string> blob(Database& database, std::string_view digest);
base::Result<bool> has_blob(Database& database, std::string_view digest);
// Forgets blobs kept before `before` that no unfinished row needs. Gives how many.
base::Result<std::int64_t> purge_blobs(Database& database, base::Instant before);

} // namespace store
