// SPDX-License-Identifier: Apache-2.0
#include "bridge/turn.hpp"

#include "bridge/chores.hpp"
#include "bridge/news.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;

// Whatever was concluded from it stands in the ledger; a thought that was put off leaves nothing.
Result<bool> was_thought_about(World& world, base::TransactionId transaction) {
  const auto entries = store::caused_by(world.database, rollout::cause_of(transaction));
  if (!entries)
    return fail(entries.error());
  return !entries->empty();
}

} // namespace

Result<std::optional<rollout::Decision>> wait_for_turn(World& world, const store::Job& job,
                                                       const rollout::Event& event,
                                                       const rollout::MailArrived& mail,
                                                       base::TransactionId own) {
  const auto swept = has_swept(world);
  if (!swept)
    return fail(swept.error());
  if (!mail.ticket || !*swept) // what was said before the first sweep, it finds in order
    return std::nullopt;
  const auto seen = surely_seen(world);
  if (!seen)
    return fail(seen.error());
  auto talk = world.tickets.talk_after(*seen, *mail.ticket);
  if (!talk)
    return fail(talk.error());
  rollout::Decision decision;
  for (const auto& one : *talk) {
    const bool earlier = own.value > 0 ? one.transaction < own : one.at < mail.at;
    if (!earlier || one.creator == world.settings.user)
      continue;
    const auto done = was_thought_about(world, one.transaction);
    if (!done)
      return fail(done.error());
    if (!*done)
      decision.alarms.push_back(news(one.ticket, one.transaction));
  }
  if (decision.alarms.empty())
    return std::nullopt;
  decision.because = "waits: " + std::to_string(decision.alarms.size()) +
                     " that were said before are to be thought about first";
  decision.alarms.push_back(
      {job.key + "/again-" + std::to_string(job.id), job.lane, base::from_unix(0), event});
  return decision;
}

} // namespace bridge
