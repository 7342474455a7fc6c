// SPDX-License-Identifier: Apache-2.0
// What went by lately, to be counted: who, where, when. It is kept for a day or so. A passage that
// was stopped has the scope that was too full and the trip that it belongs to.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace store {

struct Passage {
  std::string cause; // counted once
  base::Instant at;
  std::string place;
  std::string sender;
  std::string scope = {}; // of what was stopped: "sender" or "place"
  std::string trip = {};
};

base::Result<void> count(Database& database, const Passage& passage);
base::Result<std::optional<Passage>> passage(Database& database, std::string_view cause);

// Around one moment: less than `window` before and after it.
struct Around {
  base::Instant at;
  base::Seconds window;
};

// How many went by, of one sender in a place, and of all of them there but for what was stopped
// because of its sender. Both are counted up to `most`. The trips: of what was stopped last,
// but for those that were released or refused (ledger).
struct Crowd {
  std::int64_t of_sender = 0;
  std::int64_t in_place = 0;
  std::string senders_trip;
  std::string places_trip;
};
base::Result<Crowd> crowd(Database& database, std::string_view place, std::string_view sender,
                          const Around& around, std::int64_t most);

// When the newest but `skip` of this sender went by in a place; nullopt: there were not so many.
base::Result<std::optional<base::Instant>> newest_but(Database& database, std::string_view place,
                                                      std::string_view sender, const Around& around,
                                                      std::int64_t skip);

base::Result<void> forget_traffic(Database& database, base::Instant before);

} // namespace store
