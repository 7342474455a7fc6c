// SPDX-License-Identifier: Apache-2.0
#include "bridge/plan.hpp"

#include "base/digest.hpp"
#include "bridge/codec.hpp"
#include "bridge/news.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/think.hpp"
#include "rollout/notes.hpp"
#include "store/desk.hpp"

#include <algorithm>
#include <deque>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using Plan = std::vector<Planned>;

Result<bool> has_row(World& world, const std::string& key) {
  const auto row = store::find(world.database, key);
  if (!row && row.error().fault == Fault::not_found)
    return false;
  if (!row && row.error().fault != Fault::refused) // it is a key of both queues
    return fail(row.error());
  return true;
}

Result<std::size_t> owed_in(World& world, const std::string& lane) {
  const auto rows = store::list(world.database, false);
  if (!rows)
    return fail(rows.error());
  return static_cast<std::size_t>(std::count_if(rows->begin(), rows->end(), [&](const auto& row) {
    return row.which == store::Which::outbox && row.job.lane == lane;
  }));
}

Result<void> add_what_is_there(World& world, const store::Job& job, Planned& planned) {
  std::vector<std::string> keys;
  for (const auto& effect : planned.decision.effects)
    keys.push_back(effect.key);
  for (const auto& alarm : planned.decision.alarms)
    keys.push_back(alarm.key);
  for (const auto& key : keys) {
    const auto there = has_row(world, key);
    if (!there)
      return fail(there.error());
    if (*there)
      planned.settled.insert(key);
  }
  const auto before = has_row(world, job.key);
  auto owed = owed_in(world, job.lane);
  if (!before || !owed)
    return fail(!before ? before.error() : owed.error());
  planned.thought_before = *before;
  planned.owed = *owed;
  return {};
}

// A look at a ticket would have to see what our effects made of it: nothing can be said of it yet.
// Nor of a thought that waits for its turn.
bool can_follow(const rollout::Alarm& alarm, base::Instant now) {
  return alarm.at <= now && !std::holds_alternative<rollout::Look>(alarm.event) &&
         alarm.key.find("/again-") == alarm.key.npos;
}

Result<Plan> follow(World& world, std::deque<store::Job> jobs, base::Instant now) {
  Plan out;
  std::set<std::string> seen;
  for (; !jobs.empty(); jobs.pop_front()) {
    const auto job = jobs.front();
    if (!seen.insert(job.key).second)
      continue;
    auto decision = consider(world, job, now);
    if (!decision)
      return fail(decision.error());
    Planned planned{job.key, std::move(*decision), {}, 0, false};
    if (auto added = add_what_is_there(world, job, planned); !added)
      return fail(added.error());
    for (const auto& alarm : planned.decision.alarms)
      if (can_follow(alarm, now))
        jobs.push_back(to_job(to_item(alarm), now));
    out.push_back(std::move(planned));
  }
  return out;
}

} // namespace

Result<Plan> plan_mail(World& world, const std::string& raw, base::Instant now) {
  const auto digest = base::sha256(raw);
  world.at_hand[digest] = raw;
  Arrival arrival;
  arrival.sender_known = false;
  return follow(
      world, {to_job({"a mail", "in/plan", "arrival", to_json(arrival), digest, now}, now)}, now);
}

Result<Plan> plan_hook(World& world, const rt::Hook& hook, base::Instant now) {
  std::deque<store::Job> jobs;
  for (const auto& alarm : news_of(hook, world.settings))
    jobs.push_back(to_job(to_item(alarm), now));
  return follow(world, std::move(jobs), now);
}

Result<Plan> plan_ticket(World& world, base::TicketId id, base::Instant now) {
  if (auto ticket = world.tickets.ticket(id); !ticket)
    return fail(ticket.error());
  return follow(world, {to_job(to_item(rollout::look_at(id, now, "plan", "planned")), now)}, now);
}

} // namespace bridge
