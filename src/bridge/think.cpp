// SPDX-License-Identifier: Apache-2.0
#include "bridge/think.hpp"

#include "base/log.hpp"
#include "bridge/change.hpp"
#include "bridge/chores.hpp"
#include "bridge/codec.hpp"
#include "bridge/look.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/raw_mail.hpp"
#include "bridge/recognise.hpp"
#include "bridge/sweep.hpp"
#include "bridge/tend.hpp"
#include "bridge/turn.hpp"
#include "rollout/admit.hpp"
#include "rollout/decide.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;

// What the ledger knows of what we sent; `broken` is set when it cannot be read.
Sent sent_by(World& world, std::optional<base::Error>& broken) {
  const auto entries = [&broken](base::Result<std::vector<store::Remembered>> found) {
    if (found)
      return std::move(*found);
    broken = found.error();
    return std::vector<store::Remembered>{};
  };
  return {[&world, entries](const std::string& id) -> std::optional<base::TicketId> {
            // A letter is noted with its ticket when it is decided on, or when it is sent.
            for (const char* what : {"letter", "sent"})
              if (const auto found = entries(store::remembered(world.database, what, id));
                  !found.empty())
                return base::TicketId{found.front().entry.ticket};
            return std::nullopt;
          },
          [&world, entries](const std::string& mark) {
            const auto found = entries(store::caused_by(world.database, mark));
            return std::any_of(found.begin(), found.end(),
                               [](const auto& one) { return one.entry.what == "relayed"; });
          },
          [&world, &broken](const mail::Notice& notice) -> std::optional<Posted> {
            auto found = find_post(world.database, notice);
            if (found)
              return std::move(*found);
            broken = found.error();
            return std::nullopt;
          }};
}

Result<rollout::Decision> think_about_arrival(World& world, const store::Job& job,
                                              base::Instant now) {
  auto arrival = read_arrival(job.body);
  if (!arrival)
    return fail(arrival.error());
  auto raw = raw_mail(world, job.blob.value_or(""));
  if (!raw)
    return fail(raw.error());
  std::optional<base::Error> broken;
  auto mail = recognise(*raw, *arrival, world.settings, sent_by(world, broken),
                        world.settings.arrive_now ? now : job.created);
  if (broken)
    return fail(*broken);
  auto seen = surely_seen(world);
  if (!seen)
    return fail(seen.error());
  mail.newer_than = *seen;
  auto traffic = look_at_traffic(world, mail);
  if (!traffic)
    return fail(traffic.error());
  return rollout::admit(mail, *traffic, world.settings.policy);
}

// Its Reply-To names somebody else: does RT know him?
Result<rollout::Decision> think_about_reply_to(World& world, rollout::MailArrived mail) {
  auto other = world.tickets.person(mail.reply_to);
  if (!other)
    return fail(other.error());
  mail.impersonates = other->has_value();
  return rollout::admit(mail, {}, world.settings.policy); // it was counted when it came
}

Result<rollout::Decision> think_about_event(World& world, const store::Job& job,
                                            base::Instant now) {
  auto event = read_event(job.kind, job.body);
  if (!event)
    return fail(event.error());
  if (const auto* change = std::get_if<rollout::TicketChanged>(&*event))
    return think_about_change(world, job, *change, now);
  if (const auto* reply = std::get_if<rollout::ReplyReceived>(&*event))
    return decide_in_turn(world, job, rollout::Event{*reply}, *reply, {}, now);
  if (const auto* look = std::get_if<rollout::Look>(&*event))
    return tend(world, look->ticket, job.key, now);
  if (const auto* held = std::get_if<rollout::MailHeld>(&*event)) {
    auto picture = look_at_held(world, *held, now);
    if (!picture)
      return fail(picture.error());
    return rollout::decide(*held, *picture, world.settings.policy);
  }
  return think_about_reply_to(world, std::get<rollout::MailArrived>(*event));
}

void count_held(const World& world, const rollout::Decision& decision) {
  for (const auto& alarm : decision.alarms)
    if (const auto* held = std::get_if<rollout::MailHeld>(&alarm.event);
        held != nullptr && world.pulse != nullptr)
      world.pulse->count("held_mails_total",
                         "reason=\"" + std::string(rollout::to_word(held->ground)) + "\"");
}

} // namespace

Result<rollout::Decision> consider(World& world, const store::Job& job, base::Instant now) {
  return job.kind == "arrival" ? think_about_arrival(world, job, now)
                               : think_about_event(world, job, now);
}

Result<void> think(World& world, const store::Job& job, base::Instant now) {
  if (is_chore(job.kind))
    return do_chore(world, job, now);
  auto decision = consider(world, job, now);
  if (!decision)
    return fail(decision.error());
  base::log(base::Level::info, job.key + ": " + decision->because);
  auto settled =
      store::settle(world.database, store::Which::inbox, job, to_settlement(*decision, now), now);
  if (settled)
    count_held(world, *decision);
  return settled;
}

} // namespace bridge
