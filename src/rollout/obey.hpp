// SPDX-License-Identifier: Apache-2.0
// Orders (contract 7): what is done on a member's or a manager's word, with the proof it needs.
// What is done and what is not both end in the one letter to the sender.
#pragma once

#include "rollout/order.hpp"
#include "rollout/thought.hpp"

#include <vector>

namespace rollout {

void obey(const std::vector<Order>& orders, Thought& thought);

} // namespace rollout
