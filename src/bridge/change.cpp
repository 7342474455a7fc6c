// SPDX-License-Identifier: Apache-2.0
#include "bridge/change.hpp"

#include "base/text.hpp"
#include "bridge/look.hpp"
#include "bridge/news.hpp"
#include "bridge/recognise.hpp"
#include "bridge/tend.hpp"
#include "bridge/turn.hpp"
#include "rollout/admit.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

rollout::Decision nothing(const rollout::TicketChanged& change, std::string because) {
  rollout::Decision decision;
  decision.because = std::move(because);
  decision.notes.push_back({change.ticket.value, "seen", base::to_string(change.transaction),
                            rollout::cause_of(change.transaction), decision.because});
  return decision;
}

// A hint may name the wrong ticket, and a lane must hold its own ticket alone.
rollout::Decision move_to_its_lane(const rollout::TicketChanged& change) {
  auto alarm = news(change.ticket, change.transaction);
  alarm.key += "/on-" + base::to_string(change.ticket);
  rollout::Decision decision;
  decision.because = "it is on ticket " + base::to_string(change.ticket);
  decision.alarms.push_back(std::move(alarm));
  return decision;
}

// Is this the place in RT of a mail that came to us as well: our own copy, known by its mark, or
// the one that RT had already when we would have relayed it? What somebody forges to look like that
// has no effect, so nothing is won by it.
Result<bool> is_of_our_mail(World& world, const Said& said, const rollout::MailArrived& mail) {
  if (relay_mark(said))
    return true;
  const auto relayed = store::remembered(world.database, "relayed", mail.message_id);
  if (!relayed)
    return fail(relayed.error());
  return !relayed->empty();
}

Result<rollout::Decision> think_about_typed(World& world, const store::Job& job, const InRt& in_rt,
                                            base::Instant at, base::Instant now) {
  auto author = world.tickets.person_named(in_rt.change.creator);
  if (!author)
    return fail(author.error());
  if (!*author)
    return nothing(in_rt.change,
                   "typed by " + in_rt.change.creator + ", who is disabled in RT: it never acts");
  const rollout::ReplyReceived reply{recognise_typed(in_rt, **author, world.settings, at)};
  return decide_in_turn(world, job, rollout::Event{in_rt.change}, reply, in_rt.change.transaction,
                        now);
}

Result<rollout::Decision> think_about_talk(World& world, const store::Job& job,
                                           rollout::TicketChanged change, Said said,
                                           base::Instant now) {
  const base::Instant at = world.settings.arrive_now ? now : change.at;
  const InRt in_rt{std::move(said), std::move(change)};
  if (was_typed_in_rt(in_rt.said))
    return think_about_typed(world, job, in_rt, at, now);
  const auto mail = recognise_gateway_mail(in_rt, world.settings, at);
  auto ours = is_of_our_mail(world, in_rt.said, mail);
  if (!ours)
    return fail(ours.error());
  if (*ours)
    return nothing(in_rt.change, "a mail that came to us as well, thought about then");
  auto traffic = look_at_traffic(world, mail);
  if (!traffic)
    return fail(traffic.error());
  return rollout::admit_from_gateway(mail, *traffic, world.settings.policy);
}

} // namespace

Result<rollout::Decision> think_about_change(World& world, const store::Job& job,
                                             const rollout::TicketChanged& hint,
                                             base::Instant now) {
  auto change = world.tickets.change(hint.transaction);
  if (!change && change.error().fault == Fault::not_found)
    return nothing(hint, change.error().what);
  if (!change)
    return fail(change.error());
  if (change->creator == world.settings.user)
    return nothing(*change, "our own change");
  if (rollout::rt_lane(change->ticket) != job.lane)
    return move_to_its_lane(*change);
  if (change->type == "Correspond" || change->type == "Comment") {
    auto said = world.tickets.said(hint.transaction);
    if (!said)
      return fail(said.error());
    if (*said)
      return think_about_talk(world, job, std::move(*change), std::move(**said), now);
  }
  return tend(world, *change, now);
}

} // namespace bridge
