// SPDX-License-Identifier: Apache-2.0
#include "bridge/look.hpp"

#include "base/text.hpp"
#include "rollout/reply.hpp"
#include "store/ledger.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_mentions = 20; // of teams in one mail that RT is asked about

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return base::same_ignoring_case(one, name); });
}

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

// The teams that count here: those asked on the ticket and those that the mail speaks of. Only
// where a name is not found is the whole roster fetched, to suggest the right one.
Result<std::vector<std::string>> look_at_roster(World& world, const rollout::MailArrived& mail,
                                                rollout::Picture& picture) {
  std::vector<std::string> here;
  const auto& field = world.settings.policy.teams_field;
  if (picture.ticket && picture.ticket->fields.contains(field))
    here = picture.ticket->fields.at(field);
  bool all = false;
  auto mentioned = rollout::mentioned_teams(mail.text + "\n" + mail.html_text);
  if (mentioned.size() > most_mentions)
    mentioned.resize(most_mentions);
  for (const auto& name : mentioned) {
    if (contains(here, name))
      continue;
    auto team = world.tickets.team(name);
    if (!team)
      return fail(team.error());
    if (*team)
      here.push_back(**team);
    else
      all = true;
  }
  auto known = here;
  if (all) {
    auto teams = world.tickets.teams();
    if (!teams)
      return fail(teams.error());
    known.insert(known.end(), teams->begin(), teams->end());
  }
  picture.roster = rollout::Roster(std::move(known));
  return here;
}

// Those of `teams` that the user is in.
Result<std::vector<std::string>> teams_of(World& world, base::UserId user,
                                          const std::vector<std::string>& teams) {
  std::vector<std::string> out;
  for (const auto& team : teams) {
    auto member = world.tickets.in_team(team, user);
    if (!member)
      return fail(member.error());
    if (*member)
      out.push_back(team);
  }
  return out;
}

// RT makes a user of whoever writes to it, so being a user proves nothing: known is who has rights
// there or is in a team. Asking about every team is dear, and done for people without rights only.
Result<void> look_at_sender(World& world, const std::vector<std::string>& here,
                            rollout::Sender& sender, base::Instant now) {
  auto person = world.tickets.person(sender.address);
  if (!person)
    return fail(person.error());
  if (!*person)
    return {};
  auto here_in = teams_of(world, (*person)->id, here);
  if (!here_in)
    return fail(here_in.error());
  sender.teams = std::move(*here_in);
  sender.known = (*person)->privileged || !sender.teams.empty();
  if (sender.known)
    return {};
  auto in_any = world.tickets.in_any_team(**person, now);
  if (!in_any)
    return fail(in_any.error());
  sender.known = *in_any;
  return {};
}

Result<void> remember(World& world, const rollout::MailArrived& mail, rollout::Picture& picture,
                      base::Instant now) {
  auto complained =
      store::remembered(world.database, "complained", base::lower(picture.sender.address));
  if (!complained)
    return fail(complained.error());
  for (const auto& one : *complained)
    if (now - one.at < std::chrono::hours{24})
      ++picture.memory.complaints_today;
  auto refused = store::remembered(world.database, "relay_refused", mail.message_id);
  if (!refused)
    return fail(refused.error());
  for (const auto& one : *refused)
    if (one.entry.cause == mail.cause)
      picture.memory.relay_refused = one.entry.words;
  return {};
}

} // namespace

Result<rollout::Picture> look(World& world, const rollout::MailArrived& mail, base::Instant now) {
  rollout::Picture picture;
  picture.sender.address = mail.from.value_or("");
  if (auto done = look_at_ticket(world, mail, picture); !done)
    return fail(done.error());
  // Most mail is conversation: whoever sent it, nothing hangs on it.
  const auto reply = rollout::read_reply(mail.text, mail.html_text, rollout::Roster::anyone());
  const bool silent =
      reply.outcome == rollout::Outcome::none || reply.outcome == rollout::Outcome::empty;
  if (!silent || !reply.links.empty() || mail.unreadable ||
      !rollout::mentioned_teams(mail.text).empty()) {
    auto here = look_at_roster(world, mail, picture);
    if (!here)
      return fail(here.error());
    if (auto done = look_at_sender(world, *here, picture.sender, now); !done)
      return fail(done.error());
  }
  if (auto done = remember(world, mail, picture, now); !done)
    return fail(done.error());
  return picture;
}

} // namespace bridge
