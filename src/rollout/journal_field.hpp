// SPDX-License-Identifier: Apache-2.0
// The field of a rollout's ticket that holds its journal. What stands there and is not in our
// ledger is kept: it is what a lost store has forgotten, until `rollout-bridge rebuild` reads it.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <optional>
#include <vector>

namespace rollout {

// What brings the field to `known`, our ledger's lines, and to those of `fresh`, which it will have
// by `now`; nullopt when it says so already, or is no field of `ticket`.
std::optional<FieldChange> journal_change(const Ticket& ticket,
                                          const std::vector<JournalLine>& known,
                                          const std::vector<Note>& fresh, base::Instant now,
                                          const Policy& policy);

// How many lines stand there that are not in `known`.
std::size_t forgotten_lines(const Ticket& ticket, const std::vector<JournalLine>& known,
                            const Policy& policy);

} // namespace rollout
