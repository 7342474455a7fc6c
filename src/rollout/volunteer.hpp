// SPDX-License-Identifier: Apache-2.0
// Teams that nobody asked and that offer to take part: on a list, or in answer to a call for
// volunteers. A manager hears of each team once for each call that it answers to us, and once for a
// ticket what comes by a list, where its call is not known; nothing else comes of it (R20).
#pragma once

#include "rollout/thought.hpp"

#include <vector>

namespace rollout {

// The teams that a mail received from a list offers on its ticket.
std::vector<Effect> offers_on_list(const MailArrived& mail, const Policy& policy);

// Takes out of `reply` what offers a team that was not asked, where a call for volunteers has been
// sent; it is told to the managers, and the sender hears that.
void take_offers(Reply& reply, Thought& thought);

} // namespace rollout
