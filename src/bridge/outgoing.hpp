// SPDX-License-Identifier: Apache-2.0
// From a decision to the rows that it leaves behind.
#pragma once

#include "base/instant.hpp"
#include "rollout/effect.hpp"
#include "rollout/notes.hpp"
#include "store/queue.hpp"

namespace bridge {

store::Item to_item(const rollout::Effect& effect, base::Instant now);
store::Item to_item(const rollout::Alarm& alarm);
store::Settlement to_settlement(const rollout::Decision& decision, base::Instant now);

} // namespace bridge
