// SPDX-License-Identifier: Apache-2.0
#include "bridge/journal.hpp"

#include "rollout/away.hpp"
#include "rollout/begin.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <map>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using rollout::Place;
using Lines = std::vector<store::Remembered>;

std::vector<rollout::JournalLine> to_lines(const Lines& lines) {
  std::vector<rollout::JournalLine> out;
  for (const auto& [at, entry, order] : lines)
    out.push_back({at, entry.what, entry.about, entry.cause, entry.words});
  return out;
}

// The number of the ticket that a line of this kind is entered on; 0: on none.
std::int64_t ticket_of(Place place, const rollout::Ticket& ticket, const rollout::Policy& policy) {
  if (place == Place::rollout)
    return ticket.id.value;
  if (place != Place::release)
    return 0;
  const auto release =
      rollout::read_rollout_key(rollout::first_value(ticket, policy.begin.key_field));
  return release ? release->value : 0;
}

// Adds those of `found` that belong to `place`.
Result<void> collect(const Result<Lines>& found, Place place, Lines& out) {
  if (!found)
    return fail(found.error());
  std::copy_if(found->begin(), found->end(), std::back_inserter(out),
               [&](const auto& line) { return rollout::place_of(line.entry.what) == place; });
  return {};
}

} // namespace

Result<std::vector<rollout::JournalLine>>
journal_of(World& world, const rollout::Ticket& ticket,
           const std::vector<rollout::Posting>& postings) {
  auto& database = world.database;
  const auto& policy = world.settings.policy;
  Lines lines;
  for (const Place place : {Place::rollout, Place::release})
    if (const auto on = ticket_of(place, ticket, policy); on > 0)
      if (auto done = collect(store::story_of(database, on), place, lines); !done)
        return fail(done.error());
  for (const auto& posting : postings)
    for (const char* what : rollout::mail_lines)
      if (auto done =
              collect(store::remembered(database, what,
                                        rollout::posting_message_id(ticket.id, posting, policy)),
                      Place::mail, lines);
          !done)
        return fail(done.error());
  const auto away = store::remembered_of(database, {rollout::away_line});
  if (!away)
    return fail(away.error());
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return std::pair(a.at, a.id) < std::pair(b.at, b.id);
  });
  auto out = to_lines(lines);
  rollout::leave_out_talk(out);
  rollout::put_in_times(out, to_lines(*away));
  return out;
}

Result<std::size_t> enter_journal(World& world, const rollout::Ticket& ticket,
                                  const std::vector<rollout::JournalLine>& lines) {
  std::map<rollout::JournalLine, std::int64_t> wanted;
  std::size_t entered = 0;
  for (const auto& line : lines) {
    const auto place = rollout::place_of(line.what);
    if (!place)
      continue;
    const auto on = ticket_of(*place, ticket, world.settings.policy);
    if (on == 0 && *place == Place::release)
      continue;
    const store::Entry entry{on, line.what, line.about, line.cause, line.words};
    const auto there = store::times_entered(world.database, entry, line.at);
    if (!there)
      return fail(there.error());
    if (*there >= ++wanted[line])
      continue;
    if (auto done = store::enter(world.database, entry, line.at); !done)
      return fail(done.error());
    ++entered;
  }
  return entered;
}

} // namespace bridge
