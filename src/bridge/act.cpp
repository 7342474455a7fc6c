// SPDX-License-Identifier: Apache-2.0
#include "bridge/act.hpp"

#include "base/log.hpp"
#include "bridge/codec.hpp"
#include "bridge/forms.hpp"
#include "mail/letter.hpp"
#include "mail/relayed.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

// One deed per kind of action. Each gives what the ledger is to remember of it.
struct Deed {
  World& world;
  const store::Job& job;
  base::Instant now;

  using Remember = std::vector<store::Entry>;

  Result<Remember> operator()(const rollout::Relay& relay) const {
    auto raw = store::blob(world.database, relay.blob);
    if (!raw)
      return fail(raw.error());
    const std::int64_t ticket = relay.ticket ? relay.ticket->value : 0;
    auto done = world.tickets.relay(relay, mail::relayed_copy(*raw, relay.cause, relay.message_id));
    if (done)
      return Remember{
          {ticket, "relayed", relay.message_id, relay.cause, "the original stands in RT"}};
    // RT's considered no is final, and must not park the ticket for everybody else: the mail's
    // second thought finds this entry and shows the mail to people.
    if (done.error().fault == Fault::refused)
      return Remember{{ticket, "relay_refused", relay.message_id, relay.cause, done.error().what}};
    return fail(done.error());
  }
  Result<Remember> operator()(const rollout::SetFields& fields) const {
    return nothing_to_remember(world.tickets.set_fields(fields));
  }
  Result<Remember> operator()(const rollout::Comment& comment) const {
    auto done = world.tickets.comment(comment);
    // The ticket is not there, or not for us to see: nobody would ever read the note.
    if (!done && done.error().fault == Fault::not_found)
      return Remember{
          {comment.ticket.value, "note_lost", comment.subject, job.key, done.error().what}};
    return nothing_to_remember(done);
  }
  Result<Remember> operator()(const rollout::AddLink& link) const {
    return nothing_to_remember(world.tickets.add_link(link));
  }
  Result<Remember> operator()(const rollout::SendMail& letter) const {
    auto draft = fill(world.settings.forms, letter);
    if (!draft)
      return fail(draft.error());
    auto bytes = mail::compose({world.settings.from, letter.to, letter.message_id,
                                letter.references, now, std::move(*draft)},
                               world.settings.loop_mark);
    if (!bytes)
      return fail(bytes.error());
    if (auto sent = world.post.send(letter.to, *bytes); !sent)
      return fail(sent.error());
    return Remember{{0, "sent", letter.message_id, job.key, "to " + letter.to}};
  }

  static Result<Remember> nothing_to_remember(const Result<void>& done) {
    if (!done)
      return fail(done.error());
    return Remember{};
  }
};

} // namespace

namespace {

// A receipt stands in its ticket's lane, behind what it tells of. Its turn has come: it is true
// now, and goes over to the post, where it is in nobody's way.
Result<void> hand_to_post(World& world, const store::Job& job, base::Instant now) {
  const std::string key = job.key + "/post";
  store::Settlement settlement;
  settlement.outbox.push_back({key, rollout::post_lane(key), job.kind, job.body, {}, now});
  return store::settle(world.database, store::Which::outbox, job, settlement, now);
}

} // namespace

Result<void> act(World& world, const store::Job& job, base::Instant now) {
  auto action = read_action(job.kind, job.body);
  if (!action)
    return fail(action.error());
  if (std::holds_alternative<rollout::SendMail>(*action) && job.lane.starts_with("rt/"))
    return hand_to_post(world, job, now);
  auto remember = std::visit(Deed{world, job, now}, *action);
  if (!remember)
    return fail(remember.error());
  base::log(base::Level::info, job.key + ": done");
  store::Settlement settlement;
  settlement.ledger = std::move(*remember);
  return store::settle(world.database, store::Which::outbox, job, settlement, now);
}

} // namespace bridge
