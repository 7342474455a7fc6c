// SPDX-License-Identifier: Apache-2.0
// A manager's word about what is held: one mail by its ID, or by the ID of its trip all that the
// breaker holds. Of a trip the note showed one mail only, so its release lets pass what was held
// for the number of the others alone; the rest is shown then, to be released one by one. A mail is
// settled once: what the ledger has as released or refused waits no more, and the effects have the
// keys of the mail itself, so that a second release could do nothing more.
#pragma once

#include "rollout/order.hpp"
#include "rollout/thought.hpp"

namespace rollout {

// Releases or refuses what waits under the ID of `order`; false: nothing does.
bool settle_held(const Order& order, Thought& thought);

} // namespace rollout
