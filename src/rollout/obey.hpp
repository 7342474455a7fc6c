// SPDX-License-Identifier: Apache-2.0
// Orders (contract 7): what is done on a member's or a manager's word, with the proof it needs.
#pragma once

#include "rollout/order.hpp"
#include "rollout/thought.hpp"

#include <vector>

namespace rollout {

void obey(const std::vector<Order>& orders, Thought& thought);

} // namespace rollout
