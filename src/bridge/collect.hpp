// SPDX-License-Identifier: Apache-2.0
// All reports of a rollout in one folder (R32): what stands on the ticket and may be a report or
// the summary, as it was sent, with an index, and what somebody needs who takes them to the
// document server (upload_set.hpp). A second run fetches what is new; RT and the store are only
// read.
#pragma once

#include "base/result.hpp"
#include "bridge/collected.hpp"
#include "bridge/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct Collection {
  base::TicketId ticket;            // the one that answered
  std::vector<Collected> files;     // in the order in which they came
  std::vector<std::string> missing; // teams that accepted and of which no report counts
  std::optional<Collected> draft;   // of the summary; nullopt: the managers' own is there
  std::optional<base::Error>
      broken; // RT or the disk failed in the middle: the rest is not there yet
};

// Fault::not_found: no such ticket, or no rollout. Nothing was written then, nor where the folder
// cannot be used (Fault::invalid) or holds another rollout's reports.
base::Result<Collection> collect(World& world, base::TicketId id, const std::string& folder,
                                 base::Instant now);

} // namespace bridge
