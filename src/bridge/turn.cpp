// SPDX-License-Identifier: Apache-2.0
#include "bridge/turn.hpp"

#include "bridge/codec.hpp"
#include "bridge/look.hpp"
#include "bridge/news.hpp"
#include "bridge/sweep.hpp"
#include "rollout/decide.hpp"
#include "store/desk.hpp"

#include <optional>
#include <set>

namespace bridge {
namespace {

using base::fail;
using base::Result;

using Transactions = std::set<base::TransactionId>;

// News of this ticket that waits behind the row in hand: rows of one lane are taken in order, so
// every one that is open does.
Result<Transactions> waiting_behind(World& world, const store::Job& job) {
  const auto rows = store::open_rows(world.database, store::Which::inbox, job.lane,
                                     kind_of(rollout::Event{rollout::TicketChanged{}}));
  if (!rows)
    return fail(rows.error());
  Transactions out;
  for (const auto& row : *rows) {
    if (row.id == job.id)
      continue;
    const auto event = read_event(row.kind, row.body);
    if (!event)
      return fail(event.error());
    out.insert(std::get<rollout::TicketChanged>(*event).transaction);
  }
  return out;
}

// What others have said on the ticket lately, and what waits to be thought about, however old.
Result<std::vector<rollout::TicketChanged>> said_on(World& world, base::TicketId ticket,
                                                    const Transactions& waiting) {
  const auto seen = surely_seen(world);
  if (!seen)
    return fail(seen.error());
  auto talk = world.tickets.talk_after(*seen, ticket);
  if (!talk)
    return talk;
  Transactions listed;
  for (const auto& one : *talk)
    listed.insert(one.transaction);
  for (const auto& transaction : waiting) {
    if (listed.contains(transaction))
      continue;
    auto change = world.tickets.change(transaction);
    if (change)
      talk->push_back(std::move(*change));
    else if (change.error().fault != base::Fault::not_found)
      return fail(change.error());
  }
  return talk;
}

// Has it had its row? What waits has one that is open; a row that was dropped was given up.
Result<bool> has_row(World& world, base::TransactionId transaction) {
  const auto row = store::find(world.database, news_key(transaction));
  if (!row && row.error().fault != base::Fault::not_found)
    return fail(row.error());
  return row.has_value();
}

// The key of the thought that is put off once more: it does not grow.
std::string again(const store::Job& job) {
  return job.key.substr(0, job.key.find("/again-")) + "/again-" + std::to_string(job.id);
}

// nullopt: it is the turn of `mail`.
Result<std::optional<rollout::Decision>> wait_for_turn(World& world, const store::Job& job,
                                                       const rollout::Event& event,
                                                       const rollout::MailArrived& mail,
                                                       base::TransactionId own) {
  const auto swept = has_swept(world);
  if (!swept)
    return fail(swept.error());
  if (!mail.ticket || !*swept) // what was said before the first sweep, it finds in order
    return std::nullopt;
  const auto waiting = waiting_behind(world, job);
  if (!waiting)
    return fail(waiting.error());
  const auto talk = said_on(world, *mail.ticket, *waiting);
  if (!talk)
    return fail(talk.error());
  rollout::Decision decision;
  bool waits = false;
  for (const auto& one : *talk) {
    const bool earlier = own.value > 0 ? one.transaction < own : one.at < mail.at;
    if (!earlier || one.creator == world.settings.user)
      continue;
    waits = waits || waiting->contains(one.transaction);
    const auto known = has_row(world, one.transaction);
    if (!known)
      return fail(known.error());
    if (!*known)
      decision.alarms.push_back(news(one.ticket, one.transaction));
  }
  if (!waits && decision.alarms.empty())
    return std::nullopt;
  decision.because = "waits for what was said on the ticket before";
  decision.alarms.push_back({again(job), job.lane, base::from_unix(0), event});
  return decision;
}

} // namespace

Result<rollout::Decision> decide_in_turn(World& world, const store::Job& job,
                                         const rollout::Event& event,
                                         const rollout::ReplyReceived& reply,
                                         base::TransactionId own, base::Instant now) {
  auto looked = reply;
  auto picture = look(world, looked.mail, now);
  if (!picture)
    return fail(picture.error());
  auto decision = rollout::decide(looked, *picture, world.settings.policy);
  if (decision.effects.empty())
    return decision; // talk: it stands in nobody's way
  auto wait = wait_for_turn(world, job, event, reply.mail, own);
  if (!wait)
    return fail(wait.error());
  return *wait ? std::move(**wait) : std::move(decision);
}

} // namespace bridge
