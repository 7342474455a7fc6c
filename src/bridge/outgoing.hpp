// SPDX-License-Identifier: Apache-2.0
// From a decision to the rows that it leaves behind, and to those whom a letter goes to.
#pragma once

#include "base/instant.hpp"
#include "bridge/ports.hpp"
#include "rollout/effect.hpp"
#include "rollout/notes.hpp"
#include "store/queue.hpp"

namespace bridge {

store::Item to_item(const rollout::Effect& effect, base::Instant now);
store::Item to_item(const rollout::Alarm& alarm);
store::Job to_job(const store::Item& item, base::Instant now); // as if it were claimed
store::Settlement to_settlement(const rollout::Decision& decision, base::Instant now);

// Each address once.
base::Result<std::vector<std::string>> addresses_of(Tickets& tickets,
                                                    const rollout::WriteToGroup& write);

} // namespace bridge
