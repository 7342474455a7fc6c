// SPDX-License-Identifier: Apache-2.0
#include "bridge/look.hpp"

#include "base/text.hpp"
#include "bridge/codec.hpp"
#include "bridge/files.hpp"
#include "bridge/known_teams.hpp"
#include "bridge/raw_mail.hpp"
#include "bridge/tend.hpp"
#include "rollout/decide.hpp"
#include "rollout/notes.hpp"
#include "rollout/reply.hpp"
#include "rollout/take_reports.hpp"
#include "store/backlog.hpp"
#include "store/desk.hpp"
#include "store/ledger.hpp"
#include "store/traffic.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_mentions = 20; // of teams in one mail that RT is asked about
constexpr std::size_t most_settled = 200; // held mails by one line: they are all in memory at once

using rollout::contains;

Result<void> look_at_ticket(World& world, const rollout::MailArrived& mail,
                            rollout::Picture& picture) {
  if (!mail.ticket)
    return {};
  auto ticket = world.tickets.ticket(*mail.ticket);
  if (ticket)
    picture.ticket = std::move(*ticket);
  else if (ticket.error().fault != Fault::not_found)
    return fail(ticket.error());
  return {};
}

// What a row knows of files are their names, and one that 0.3.0 wrote not even these.
Result<void> look_at_files(World& world, const std::optional<rollout::Ticket>& ticket,
                           rollout::MailArrived& mail) {
  if (!ticket || !rollout::is_rollout(*ticket, world.settings.policy) ||
      mail.kind == rollout::MailArrived::Kind::doubtful)
    return {};
  if (mail.door == rollout::Door::mail) {
    auto raw = raw_mail(world, mail.blob);
    if (!raw)
      return raw.error().fault == Fault::not_found ? Result<void>{} : fail(raw.error());
    mail.files = files_of(mail::parse(std::move(*raw)), world.settings.report);
    return {};
  }
  const auto transaction = rollout::transaction_of(mail);
  if (!transaction || !rollout::has_report(mail))
    return {};
  auto files = world.tickets.files(*transaction);
  if (files)
    mail.files = look_into(*files, world.settings.report);
  else if (files.error().fault != Fault::not_found)
    return fail(files.error());
  return {};
}

// The teams that count here: those asked on the ticket and those that the mail speaks of. Only
// where a name is not found is the whole roster fetched, to suggest the right one.
Result<std::vector<std::string>> look_at_roster(World& world, const rollout::MailArrived& mail,
                                                rollout::Picture& picture, base::Instant now) {
  std::vector<std::string> here;
  const auto& field = world.settings.policy.teams_field;
  if (picture.ticket && picture.ticket->fields.contains(field))
    here = picture.ticket->fields.at(field);
  bool all = rollout::has_report(mail); // its name is compared with those of all teams
  auto mentioned = rollout::mentioned_teams(mail.text + "\n" + mail.html_text);
  if (mentioned.size() > most_mentions)
    mentioned.resize(most_mentions);
  for (const auto& name : mentioned) {
    if (contains(here, name))
      continue;
    auto team = world.tickets.team(name);
    if (!team)
      return fail(team.error());
    if (!*team)
      all = true;
    else if (!contains(here, **team)) // however its case was written
      here.push_back(**team);
  }
  picture.roster = rollout::Roster(here);
  if (all)
    if (auto done = look_at_all_teams(world, here, picture, now); !done)
      return fail(done.error());
  if (picture.ticket && rollout::has_report(mail))
    for (auto& team :
         rollout::reported_teams(mail, *picture.ticket, picture.roster, world.settings.policy))
      if (!contains(here, team))
        here.push_back(std::move(team));
  return here;
}

// Those of `teams` that he is in.
Result<std::vector<std::string>> teams_of(World& world, const Person& person,
                                          const std::vector<std::string>& teams) {
  std::vector<std::string> out;
  for (const auto& team : teams) {
    auto member = world.tickets.in_team(team, person);
    if (!member)
      return fail(member.error());
    if (*member)
      out.push_back(team);
  }
  return out;
}

Result<std::optional<Person>> author(World& world, const rollout::MailArrived& mail) {
  if (mail.door == rollout::Door::page)
    return world.tickets.person_named(mail.user);
  return world.tickets.person(mail.from.value_or(""));
}

// RT makes a user of whoever writes to it, so being a user proves nothing: known is who has rights
// there or is in a team. Asking about every team is dear, and done for people without rights only.
Result<void> look_at_sender(World& world, const rollout::MailArrived& mail,
                            const std::vector<std::string>& here, rollout::Sender& sender,
                            base::Instant now) {
  auto person = author(world, mail);
  if (!person)
    return fail(person.error());
  if (!*person)
    return {};
  auto here_in = teams_of(world, **person, here);
  if (!here_in)
    return fail(here_in.error());
  sender.teams = std::move(*here_in);
  sender.known = (*person)->privileged || !sender.teams.empty();
  if ((*person)->privileged) { // whoever has no rights in RT is no manager
    auto manager = world.tickets.is_manager(**person);
    if (!manager)
      return fail(manager.error());
    sender.manager = *manager;
  }
  if (sender.known)
    return {};
  auto in_any = world.tickets.in_any_team(**person, now);
  if (!in_any)
    return fail(in_any.error());
  sender.known = *in_any;
  return {};
}

// What is held as `id`; nullopt: nothing is, or it cannot go on to RT, since its bytes are
// forgotten.
Result<std::optional<rollout::MailHeld>> held_as(World& world, const std::string& id) {
  auto row = store::find(world.database, "held/" + id);
  if (!row && row.error().fault == Fault::not_found)
    return std::nullopt;
  if (!row)
    return fail(row.error());
  auto event = read_event(row->job.kind, row->job.body);
  if (!event)
    return fail(event.error());
  auto held = std::get<rollout::MailHeld>(std::move(*event));
  if (held.mail.door != rollout::Door::mail)
    return held;
  auto kept = store::has_blob(world.database, held.mail.blob);
  if (!kept)
    return fail(kept.error());
  return *kept ? std::optional(std::move(held)) : std::nullopt;
}

Result<rollout::Waiting> waiting_under(World& world, const std::string& id) {
  auto ids = store::held_under(world.database, id);
  if (!ids)
    return fail(ids.error());
  rollout::Waiting waiting;
  for (auto next = ids->begin(); next != ids->end(); ++next) {
    if (waiting.mails.size() == most_settled) {
      waiting.more = static_cast<std::size_t>(ids->end() - next);
      break;
    }
    auto held = held_as(world, *next);
    if (!held)
      return fail(held.error());
    if (*held)
      waiting.mails.push_back(std::move(**held));
  }
  return waiting;
}

// What waits under the IDs that the mail names.
Result<void> remember_held(World& world, const std::vector<rollout::Order>& orders,
                           rollout::Memory& memory) {
  for (const auto& order : orders) {
    if (!rollout::read_id(order.about) || memory.held.contains(order.about))
      continue;
    auto waiting = waiting_under(world, order.about);
    if (!waiting)
      return fail(waiting.error());
    memory.held[order.about] = std::move(*waiting);
  }
  return {};
}

// What is prepared for lists under the IDs that the mail names.
Result<void> remember_prepared(World& world, const std::vector<rollout::Order>& orders,
                               rollout::Memory& memory) {
  for (const auto& order : orders) {
    const auto id = rollout::read_id(order.about);
    if (!id)
      continue;
    auto prepared = store::remembered(world.database, "posting_prepared", *id);
    if (!prepared)
      return fail(prepared.error());
    if (prepared->empty())
      continue;
    const base::TicketId ticket{prepared->front().entry.ticket};
    rollout::Memory there;
    if (auto done = remember_rollout(world, ticket, there); !done)
      return done;
    for (auto& posting : there.postings)
      if (posting.id == *id)
        memory.prepared[order.about] = {ticket, std::move(posting)};
  }
  return {};
}

Result<void> remember_trip(World& world, const std::string& id, rollout::Memory& memory) {
  auto trip = store::trip(world.database, id);
  if (!trip)
    return fail(trip.error());
  if (*trip)
    memory.trip = rollout::Trip{(*trip)->began, (*trip)->stopped};
  return {};
}

Result<int> count_today(World& world, const char* what, const std::string& address,
                        base::Instant now) {
  auto entries = store::remembered(world.database, what, base::lower(address));
  if (!entries)
    return fail(entries.error());
  return static_cast<int>(std::count_if(entries->begin(), entries->end(), [&](const auto& one) {
    return one.at <= now && now - one.at < std::chrono::hours{24};
  }));
}

Result<void> remember(World& world, const rollout::MailArrived& mail, rollout::Picture& picture,
                      base::Instant now) {
  auto complained = count_today(world, "complained", picture.sender.address, now);
  auto told = count_today(world, "told_of_hold", picture.sender.address, now);
  if (!complained || !told)
    return fail(!complained ? complained.error() : told.error());
  picture.memory.complaints_today = *complained;
  picture.memory.told_of_hold_today = *told > 0;
  for (const auto& name : rollout::mentioned_teams(mail.text)) {
    const auto team = picture.roster.find(name).value_or(name);
    auto answered = store::remembered(world.database, "answered", team);
    if (!answered)
      return fail(answered.error());
    for (const auto& one : *answered)
      if (mail.ticket && one.entry.ticket == mail.ticket->value && one.at > mail.at &&
          one.entry.cause != mail.cause)
        picture.memory.answered_since.push_back(team);
  }
  if (picture.ticket)
    if (auto done = remember_rollout(world, picture.ticket->id, picture.memory); !done)
      return done;
  auto refused = store::remembered(world.database, "relay_refused", mail.message_id);
  if (!refused)
    return fail(refused.error());
  for (const auto& one : *refused)
    if (one.entry.cause == mail.cause)
      picture.memory.relay_refused = one.entry.words;
  return {};
}

} // namespace

Result<void> look_at_all_teams(World& world, std::vector<std::string> names,
                               rollout::Picture& picture, base::Instant now) {
  auto teams = world.tickets.teams();
  if (!teams)
    return fail(teams.error());
  names.insert(names.end(), teams->begin(), teams->end());
  auto listed = known_teams(world.database, world.settings.teams, now);
  if (!listed)
    return fail(listed.error());
  auto all = rollout::with_sites(names, listed->ngis);
  std::move(listed->teams.begin(), listed->teams.end(), std::back_inserter(all));
  picture.roster = rollout::Roster(std::move(all), std::move(listed->former));
  if (listed->stale)
    picture.sites_as_of = listed->as_of;
  return {};
}

Result<rollout::Picture> look(World& world, rollout::MailArrived& mail, base::Instant now) {
  rollout::Picture picture;
  picture.sender.address = mail.from.value_or("");
  if (auto done = look_at_ticket(world, mail, picture); !done)
    return fail(done.error());
  if (auto done = look_at_files(world, picture.ticket, mail); !done)
    return fail(done.error());
  // Most mail is conversation: whoever sent it, nothing hangs on it.
  const auto reply = rollout::read_reply(mail, rollout::Roster::anyone());
  const bool silent =
      reply.outcome == rollout::Outcome::none || reply.outcome == rollout::Outcome::empty;
  if (!silent || !reply.orders.empty() || !reply.links.empty() || !reply.complaints.empty() ||
      mail.unreadable || rollout::has_report(mail) ||
      !rollout::mentioned_teams(mail.text).empty()) {
    auto here = look_at_roster(world, mail, picture, now);
    if (!here)
      return fail(here.error());
    if (auto done = look_at_sender(world, mail, *here, picture.sender, now); !done)
      return fail(done.error());
    if (auto done = remember_held(world, reply.orders, picture.memory); !done)
      return fail(done.error());
    if (auto done = remember_prepared(world, reply.orders, picture.memory); !done)
      return fail(done.error());
  }
  if (auto done = remember(world, mail, picture, now); !done)
    return fail(done.error());
  return picture;
}

Result<rollout::Traffic> look_at_traffic(World& world, const rollout::MailArrived& mail) {
  const auto& policy = world.settings.policy;
  const auto stream = rollout::stream_of(mail, policy);
  rollout::Traffic traffic;
  auto before = store::passage(world.database, mail.cause);
  if (!before)
    return fail(before.error());
  if (*before) {
    traffic.again = rollout::Stop{(*before)->scope, (*before)->trip};
    return traffic;
  }
  auto crowd =
      store::crowd(world.database, stream.place, stream.sender, {mail.at, policy.flood_window},
                   std::max(policy.most_of_sender, policy.most_on_ticket));
  if (!crowd)
    return fail(crowd.error());
  traffic.of_sender = static_cast<int>(crowd->of_sender);
  traffic.in_place = static_cast<int>(crowd->in_place);
  traffic.senders_trip = crowd->senders_trip;
  traffic.places_trip = crowd->places_trip;
  return traffic;
}

Result<rollout::Picture> look_at_held(World& world, const rollout::MailHeld& held,
                                      base::Instant now) {
  const auto& mail = held.mail;
  rollout::Picture picture;
  picture.sender.address = mail.from.value_or("");
  if (auto done = look_at_ticket(world, mail, picture); !done)
    return fail(done.error());
  if (!held.trip.empty())
    if (auto done = remember_trip(world, held.trip, picture.memory); !done)
      return fail(done.error());
  if (!rollout::tells_sender(held))
    return picture;
  if (auto done = look_at_sender(world, mail, {}, picture.sender, now); !done)
    return fail(done.error());
  if (auto done = remember(world, mail, picture, now); !done)
    return fail(done.error());
  return picture;
}

} // namespace bridge
