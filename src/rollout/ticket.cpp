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

std::string ticket_url(base::TicketId id, const Policy& policy) {
  return policy.rt_url + "/Ticket/Display.html?id=" + base::to_string(id);
}

std::vector<std::string> taking_part(const Ticket& ticket, const Policy& policy) {
  std::vector<std::string> out;
  for (const auto& team : field(ticket, policy.accepted_field))
    if (contains(field(ticket, policy.teams_field), team))
      out.push_back(team);
  return out;
}

ExposureSeen seen_after(const std::optional<ExposureSeen>& before, std::string value,
                        base::Instant at) {
  return {std::move(value), at, before ? std::optional(at) : std::nullopt};
}

bool is_rollout(const Ticket& ticket, const Policy& policy) {
  return base::same_ignoring_case(ticket.queue, policy.queue);
}

bool is_closed(const Ticket& ticket, const Policy& policy) {
  return contains(policy.closed, ticket.status);
}

} // namespace rollout
