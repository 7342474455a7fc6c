// SPDX-License-Identifier: Apache-2.0
// What RT showed of a ticket when it was read last, one row each: so that those who may not see RT
// can be told while it is down, too.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

struct Glance {
  std::int64_t ticket = 0;
  std::int64_t parent = 0; // 0: none is known
  std::string title;
  std::string status;
  std::string words; // of one of its fields; may be empty
  base::Instant at;  // it was so then, whatever came since
};

// In the place of what was known of the same ticket.
base::Result<void> keep_glance(Database& database, const Glance& glance);
base::Result<void> forget_glance(Database& database, std::int64_t ticket);

// nullopt: nothing is known of it.
base::Result<std::optional<Glance>> glance_at(Database& database, std::int64_t ticket);

// At most `most`: first those whose status is none of `last` (in whatever case), of each kind the
// highest number first.
base::Result<std::vector<Glance>> glances(Database& database, const std::vector<std::string>& last,
                                          std::int64_t most);

} // namespace store
