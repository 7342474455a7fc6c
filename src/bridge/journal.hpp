// SPDX-License-Identifier: Apache-2.0
// The journal of a rollout, out of our ledger and back into it.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/journal.hpp"
#include "rollout/ticket.hpp"

#include <vector>

namespace bridge {

// What the ledger has for the journal of `ticket`, in the order in which it was entered.
// `postings`: what was prepared for lists on it.
base::Result<std::vector<rollout::JournalLine>>
journal_of(World& world, const rollout::Ticket& ticket,
           const std::vector<rollout::Posting>& postings);

// Enters those of `lines`, the journal of `ticket`, that the ledger lacks; gives how many. Lines of
// kinds that are not known are passed over.
base::Result<std::size_t> enter_journal(World& world, const rollout::Ticket& ticket,
                                        const std::vector<rollout::JournalLine>& lines);

} // namespace bridge
