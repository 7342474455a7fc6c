// SPDX-License-Identifier: Apache-2.0
#include "bridge/glance.hpp"

#include "base/text.hpp"
#include "rollout/ticket.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;

// True when it moved.
bool move(store::Glance& glance, const rollout::SetFields& change, const rollout::Policy& policy,
          base::Instant now) {
  bool moved = false;
  for (const auto& one : change.changes)
    if (one.set && base::same_ignoring_case(one.field, policy.status_field)) {
      glance.words = *one.set;
      glance.at = now;
      moved = true;
    }
  return moved;
}

// The text was not read: it is as old as before.
bool move(store::Glance& glance, const rollout::SetStatus& change) {
  if (!change.only_from.empty() && !rollout::contains(change.only_from, glance.status))
    return false;
  glance.status = change.status;
  return true;
}

} // namespace

void keep_glances(const rollout::Decision& decision, base::Instant now,
                  store::Settlement& settlement) {
  for (const auto& [ticket, glance] : decision.glances) {
    auto& kept = settlement.glances[ticket.value];
    kept.reset();
    if (glance)
      kept = store::Glance{ticket.value,  glance->release.value_or(base::TicketId{}).value,
                           glance->title, glance->status,
                           glance->words, now};
  }
}

Result<void> follow(store::Database& database, const rollout::Action& action,
                    const rollout::Policy& policy, base::Instant now,
                    store::Settlement& settlement) {
  const auto* fields = std::get_if<rollout::SetFields>(&action);
  const auto* status = std::get_if<rollout::SetStatus>(&action);
  if (fields == nullptr && status == nullptr)
    return {};
  const auto ticket = fields != nullptr ? fields->ticket : status->ticket;
  auto known = store::glance_at(database, ticket.value);
  if (!known)
    return fail(known.error());
  if (!*known)
    return {};
  auto& glance = **known;
  if (fields != nullptr ? move(glance, *fields, policy, now) : move(glance, *status))
    settlement.glances[ticket.value] = std::move(glance);
  return {};
}

} // namespace bridge
