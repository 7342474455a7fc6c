// SPDX-License-Identifier: Apache-2.0
// How the queues stand, in figures: cheap enough to be asked each few seconds beside a backlog.
#pragma once

#include "store/queue.hpp"

#include <map>

namespace store {

struct Backlog {
  std::map<std::string, std::int64_t> rows; // by state: ready, running, stuck
  base::Seconds oldest{0};                  // since when the oldest row that is due has been due
};
base::Result<Backlog> backlog(Database& database, Which which, base::Instant now);

// When the newest open row in this lane was put; nullopt: there is none.
base::Result<std::optional<base::Instant>> newest_in_lane(Database& database, Which which,
                                                          std::string_view lane);

// When the newest row whose key begins so was put, whatever became of it; nullopt: there is none.
base::Result<std::optional<base::Instant>> newest_like(Database& database, Which which,
                                                       std::string_view beginning);

// Mails that were held after `since` and neither released nor refused (ledger).
base::Result<std::int64_t> mails_held(Database& database, base::Instant since);

// The IDs of held mails that wait under `id`: the one that has it, or those of the trip that has
// it, oldest first.
base::Result<std::vector<std::string>> held_under(Database& database, std::string_view id);

// A trip of the breaker: when its first mail was stopped, and how often that was done in it.
struct Trip {
  base::Instant began;
  std::int64_t stopped = 0;
};
base::Result<std::optional<Trip>> trip(Database& database, std::string_view id);

// Can be written to? Asks for the right to write and gives it back; nothing reaches the disk.
base::Result<void> try_to_write(Database& database);

} // namespace store
