// SPDX-License-Identifier: Apache-2.0
#include "rollout/ticket.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace rollout {

const std::vector<std::string>& field(const Ticket& ticket, const std::string& name) {
  static const std::vector<std::string> none;
  const auto found = ticket.fields.find(name);
  return found == ticket.fields.end() ? none : found->second;
}

std::string first_value(const Ticket& ticket, const std::string& name) {
  const auto& values = field(ticket, name);
  return values.empty() ? "" : values.front();
}

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return base::same_ignoring_case(one, name); });
}

bool is_rollout(const Ticket& ticket, const Policy& policy) {
  return base::same_ignoring_case(ticket.queue, policy.queue);
}

bool is_closed(const Ticket& ticket, const Policy& policy) {
  return contains(policy.closed, ticket.status);
}

} // namespace rollout
