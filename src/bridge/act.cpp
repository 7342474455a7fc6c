// SPDX-License-Identifier: Apache-2.0
#include "bridge/act.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "bridge/codec.hpp"
#include "bridge/forms.hpp"
#include "bridge/glance.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/posts.hpp"
#include "bridge/summary_paper.hpp"
#include "documents/write_odt.hpp"
#include "mail/letter.hpp"
#include "mail/relayed.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"
#include "store/traffic.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using store::Which;

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
    return written(comment, world.tickets.comment(comment));
  }
  Result<Remember> operator()(const rollout::AttachSummary& attach) const {
    auto bytes = documents::to_odt(paper_of(attach.summary), attach.summary.at);
    if (!bytes)
      return fail(bytes.error());
    return written(attach.note,
                   world.tickets.comment_with_file(attach.note, attach.summary.file, *bytes));
  }
  Result<Remember> operator()(const rollout::QuoteLetter& quote) const {
    const auto note = with_letter(world.settings.forms, quote);
    return written(note, world.tickets.comment(note));
  }
  // The ticket is not there, or not for us to see: nobody would ever read the note.
  Result<Remember> written(const rollout::Comment& note, const Result<void>& done) const {
    if (!done && done.error().fault == Fault::not_found)
      return Remember{{note.ticket.value, "note_lost", note.subject, job.key, done.error().what}};
    return nothing_to_remember(done);
  }
  Result<Remember> operator()(const rollout::AddLink& link) const {
    return nothing_to_remember(world.tickets.add_link(link));
  }
  Result<Remember> operator()(const rollout::SendMail& letter) const {
    auto draft = fill(world.settings.forms, letter);
    if (!draft)
      return fail(draft.error());
    const std::string subject = draft->subject;
    const std::string from = letter.from.empty() ? world.settings.from : letter.from;
    auto bytes = mail::compose({from, letter.to, letter.message_id, letter.references, now,
                                std::move(*draft), letter.to_list, world.settings.from},
                               world.settings.loop_mark);
    if (!bytes)
      return fail(bytes.error());
    if (auto sent = world.post.send(letter.to, *bytes, letter.envelope); !sent)
      return fail(sent.error());
    Remember remember{{0, "sent", letter.message_id, job.key, rollout::list_words({letter.to})}};
    if (letter.to_list)
      remember.push_back(posted(letter, subject));
    return remember;
  }

  Result<Remember> operator()(const rollout::MakeTicket& ticket) const {
    auto made = world.tickets.make(ticket);
    if (!made)
      return fail(made.error());
    Remember out{{ticket.parent.value, "made", ticket.key, job.key, base::to_string(made->ticket)}};
    for (const auto& field : made->dropped)
      out.push_back({made->ticket.value, "dropped", field, job.key, "RT kept another value"});
    return out;
  }
  Result<Remember> operator()(const rollout::SetWatchers& change) const {
    return nothing_to_remember(world.tickets.set_watchers(change));
  }
  Result<Remember> operator()(const rollout::SetStatus& change) const {
    return nothing_to_remember(world.tickets.set_status(change));
  }
  Result<Remember> operator()(const rollout::HandOver& change) const {
    return nothing_to_remember(world.tickets.hand_over(change));
  }
  Result<Remember> operator()(const rollout::WriteToGroup&) const {
    return fail(Fault::internal, "a letter to a group is no deed of its own");
  }

  static Result<Remember> nothing_to_remember(const Result<void>& done) {
    if (!done)
      return fail(done.error());
    return Remember{};
  }
};

Result<Acted> settled(World& world, const store::Job& job, const store::Settlement& settlement,
                      base::Instant now) {
  if (auto done = store::settle(world.database, Which::outbox, job, settlement, now); !done)
    return fail(done.error());
  return Acted::done;
}

// A receipt stands in its ticket's lane, behind what it tells of. Its turn has come: it is true
// now, and goes over to the post, where it is in nobody's way.
Result<Acted> hand_to_post(World& world, const store::Job& job, base::Instant now) {
  const std::string key = job.key + "/post";
  store::Settlement settlement;
  settlement.outbox.push_back({key, rollout::post_lane(key), job.kind, job.body, {}, now});
  return settled(world, job, settlement, now);
}

// Who is in the group is asked when the letter's turn has come. Each address is a row of its own.
Result<Acted> hand_to_group(World& world, const store::Job& job, rollout::WriteToGroup& write,
                            base::Instant now) {
  const auto addresses = addresses_of(world.tickets, write);
  if (!addresses)
    return fail(addresses.error());
  store::Settlement settlement;
  for (const auto& address : *addresses) {
    write.letter.to = address;
    const std::string key = job.key + "/" + base::lower(address);
    const rollout::Action letter{write.letter};
    settlement.outbox.push_back(
        {key, rollout::post_lane(key), kind_of(letter), to_json(letter), {}, now});
  }
  if (addresses->empty()) {
    settlement.ledger.push_back({write.ticket.value, "unreachable", write.about, job.key,
                                 write.letter.form + " to nobody of " + write.group});
    settlement.inbox.push_back(to_item(rollout::look_at(
        write.ticket, now, job.key, "nobody of " + write.group + " has an address")));
  }
  return settled(world, job, settlement, now);
}

// Whatever comes in, nobody gets letters without end: more than so many within the window wait.
constexpr const char* letters = "letters";

Result<std::optional<base::Instant>> has_room_at(World& world, const rollout::SendMail& letter,
                                                 base::Instant now) {
  const auto& policy = world.settings.policy;
  auto oldest = store::newest_but(world.database, letters, base::lower(letter.to),
                                  {now, policy.flood_window}, policy.most_letters - 1);
  if (!oldest)
    return fail(oldest.error());
  if (!*oldest)
    return std::nullopt;
  return **oldest + policy.flood_window;
}

Result<Acted> put_off(World& world, const store::Job& job, const rollout::SendMail& letter,
                      base::Instant until) {
  const std::string why = letter.to + " has had " +
                          std::to_string(world.settings.policy.most_letters) +
                          " letters lately (mail.most_letters); this one waits";
  base::log(base::Level::warning, job.key + ": " + why + " until " + base::to_iso(until));
  if (auto booked = store::again(world.database, Which::outbox, job, until, why); !booked)
    return fail(booked.error());
  return Acted::put_off;
}

} // namespace

Result<Acted> act(World& world, const store::Job& job, base::Instant now) {
  auto action = read_action(job.kind, job.body);
  if (!action)
    return fail(action.error());
  if (auto* to_group = std::get_if<rollout::WriteToGroup>(&*action))
    return hand_to_group(world, job, *to_group, now);
  const auto* letter = std::get_if<rollout::SendMail>(&*action);
  if (letter != nullptr && job.lane.starts_with("rt/"))
    return hand_to_post(world, job, now);
  if (letter != nullptr) {
    const auto vain = answers_dropped(world.database, *letter);
    if (!vain)
      return fail(vain.error());
    if (*vain)
      return settled(world, job, left_by_dropped(*letter, job.key, now), now);
    auto until = has_room_at(world, *letter, now);
    if (!until)
      return fail(until.error());
    if (*until)
      return put_off(world, job, *letter, **until);
  }
  auto remember = std::visit(Deed{world, job, now}, *action);
  if (!remember)
    return fail(remember.error());
  base::log(base::Level::info, job.key + ": done");
  store::Settlement settlement;
  settlement.ledger = std::move(*remember);
  if (letter != nullptr)
    settlement.traffic.push_back({job.key, now, letters, base::lower(letter->to)});
  if (letter != nullptr && letter->ticket.value > 0)
    settlement.inbox.push_back(
        to_item(rollout::look_at(letter->ticket, now, job.key, "what it posts is sent")));
  if (auto done = follow(world.database, *action, world.settings.policy, now, settlement); !done)
    return fail(done.error());
  return settled(world, job, settlement, now);
}

} // namespace bridge
