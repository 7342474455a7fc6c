// SPDX-License-Identifier: Apache-2.0
// The chore `documents`: asks the document server for the documents that rollouts name, until each
// is shown and nothing is wrong with it (R35-R37). What is new of one is a line `document_seen` on
// its ticket, and a look at that. What goes wrong at the server is no fault of the row: it is told,
// and asked again.
#pragma once

#include "bridge/chore.hpp"

namespace bridge {

inline constexpr const char* documents_lane = "teams/documents";

base::Result<ChoreDone> ask_for_documents(World& world, base::Instant now);

// At the latest when a bridge that starts now is to ask.
base::Result<base::Instant> documents_due(World& world, base::Instant now);

} // namespace bridge
