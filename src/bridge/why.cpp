// SPDX-License-Identifier: Apache-2.0
#include "bridge/why.hpp"

#include "bridge/tend.hpp"
#include "rollout/notes.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;

bool is_about(const store::Job& job, base::TicketId ticket) {
  return job.lane == rollout::rt_lane(ticket) || job.key.starts_with(base::to_string(ticket) + "/");
}

Result<void> add_stuck(World& world, base::TicketId ticket, Standing& standing) {
  auto rows = store::list(world.database, false);
  if (!rows)
    return fail(rows.error());
  for (auto& row : *rows)
    if (is_about(row.job, ticket) && !row.job.error.empty())
      standing.stuck.push_back(std::move(row));
  return {};
}

Result<void> add_rollout(World& world, rollout::Ticket ticket, base::Instant now,
                         Standing& standing) {
  const auto id = ticket.id;
  rollout::Picture picture;
  if (auto done = remember_rollout(world, id, picture.memory); !done)
    return done;
  picture.ticket = std::move(ticket);
  standing.why = rollout::why(picture, now, world.settings.policy);
  return add_stuck(world, id, standing);
}

Result<void> add_release(World& world, rollout::Ticket ticket, base::Instant now,
                         Standing& standing) {
  auto origin = look_at_release(world, std::move(ticket));
  if (!origin)
    return fail(origin.error());
  const auto words = rollout::why_release(*origin, world.settings.policy);
  if (auto done = add_stuck(world, origin->release.id, standing); !done)
    return done;
  if (origin->child)
    if (auto done = add_rollout(world, std::move(*origin->child), now, standing); !done)
      return done;
  auto& sentence = standing.why.sentence;
  sentence = words + (sentence.empty() ? "" : " ") + sentence;
  return {};
}

} // namespace

Result<Standing> why(World& world, base::TicketId id, base::Instant now) {
  auto ticket = world.tickets.ticket(id);
  if (!ticket)
    return fail(ticket.error());
  const auto& policy = world.settings.policy;
  Standing out;
  out.status = ticket->status;
  if (!rollout::is_rollout(*ticket, policy) && !rollout::is_release(*ticket, policy)) {
    out.why.sentence = rollout::why_other(*ticket, policy);
    return out;
  }
  const auto add = rollout::is_rollout(*ticket, policy) ? add_rollout : add_release;
  if (auto added = add(world, std::move(*ticket), now, out); !added)
    return fail(added.error());
  return out;
}

} // namespace bridge
