// SPDX-License-Identifier: Apache-2.0
#include "bridge/tend.hpp"

#include "base/text.hpp"
#include "bridge/journal.hpp"
#include "bridge/site_stand.hpp"
#include "rollout/begin.hpp"
#include "rollout/document.hpp"
#include "rollout/ending.hpp"
#include "rollout/notes.hpp"
#include "rollout/oversee.hpp"
#include "rollout/release.hpp"
#include "store/ledger.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_others = 50; // tickets that are read around one release

// nullopt: there is none that we may see.
Result<std::optional<rollout::Ticket>> ticket_of(World& world, base::TicketId id) {
  auto ticket = world.tickets.ticket(id);
  if (ticket)
    return std::optional(std::move(*ticket));
  if (ticket.error().fault == Fault::not_found)
    return std::optional<rollout::Ticket>{};
  return fail(ticket.error());
}

// ------------------------------------------------------------------------------- of a rollout

// The release is read only when there is something to tell it.
Result<void> look_at_release_of(World& world, rollout::Picture& picture) {
  const auto& policy = world.settings.policy;
  const auto release = rollout::release_of_rollout(*picture.ticket, policy);
  if (!release || !rollout::has_news_for_release(picture, policy))
    return {};
  auto ticket = ticket_of(world, *release);
  if (!ticket)
    return fail(ticket.error());
  picture.release = std::move(*ticket);
  return {};
}

// `closes`: the change that made us look has closed it.
Result<rollout::Decision> tend_rollout(World& world, rollout::Ticket ticket,
                                       const std::string& cause, bool closes, base::Instant now) {
  const auto& policy = world.settings.policy;
  rollout::Picture picture;
  picture.closes = closes;
  if (auto done = remember_rollout(world, ticket.id, picture.memory); !done)
    return fail(done.error());
  if (ticket.fields.contains(policy.journal_field)) {
    auto journal = journal_of(world, ticket, picture.memory.postings);
    if (!journal)
      return fail(journal.error());
    picture.memory.journal = std::move(*journal);
  }
  std::set<std::string> gone;
  for (const auto& team : rollout::to_be_asked(ticket, picture.memory, policy)) {
    auto known = world.tickets.team(team);
    if (!known)
      return fail(known.error());
    if (!*known)
      gone.insert(team);
  }
  picture.ticket = std::move(ticket);
  if (auto done = look_at_release_of(world, picture); !done)
    return fail(done.error());
  return rollout::oversee(picture, gone, now, cause, policy);
}

// ------------------------------------------------------------------------------- of a release

using Moved = rollout::Origin::Moved;
using Moves = std::vector<Moved>;

// All that are known, oldest first. `news`: one more, which the ledger may not have yet.
Result<Moves> remember_moves(World& world, base::TicketId release,
                             const std::optional<Moved>& news) {
  Moves out;
  if (news)
    out.push_back(*news);
  for (const auto move : {rollout::Move::begins, rollout::Move::otherwise, rollout::Move::back}) {
    auto lines = store::remembered_on(world.database, release.value, rollout::to_word(move));
    if (!lines)
      return fail(lines.error());
    for (const auto& line : *lines)
      if (!news || line.entry.about != base::to_string(news->transaction))
        out.push_back({move, {std::atoll(line.entry.about.c_str())}, line.entry.words});
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.transaction < b.transaction; });
  auto told = store::remembered_on(world.database, release.value, "told");
  auto overtaken = store::remembered_on(world.database, release.value, "overtaken");
  if (!told || !overtaken)
    return fail(!told ? told.error() : overtaken.error());
  for (auto& one : out) {
    const auto is_about_it = [&](const auto& line) {
      return line.entry.about == base::to_string(one.transaction);
    };
    one.counted = std::any_of(told->begin(), told->end(), is_about_it);
    one.told = one.counted || std::any_of(overtaken->begin(), overtaken->end(), is_about_it);
  }
  return out;
}

// Its child: by its key, which only we write; else one that people have linked below it, and that
// is not another release's.
Result<std::optional<rollout::Ticket>> child_of(World& world, const rollout::Ticket& release) {
  const auto& policy = world.settings.policy;
  const auto key = rollout::rollout_key(release.id);
  auto ids = world.tickets.tickets_with(policy.queue, policy.begin.key_field, key);
  if (!ids)
    return fail(ids.error());
  ids->insert(ids->end(), release.children.begin(), release.children.end());
  if (ids->size() > most_others)
    ids->resize(most_others);
  for (const auto id : *ids) {
    auto ticket = ticket_of(world, id);
    if (!ticket)
      return fail(ticket.error());
    if (!*ticket || !rollout::is_rollout(**ticket, policy))
      continue;
    const auto holds = rollout::first_value(**ticket, policy.begin.key_field);
    if (holds.empty() || base::same_ignoring_case(holds, key))
      return ticket;
  }
  return std::optional<rollout::Ticket>{};
}

// Rollouts of the same component that are not closed.
Result<std::vector<rollout::Ticket>> others_of(World& world, const rollout::Ticket& child) {
  const auto& policy = world.settings.policy;
  std::vector<rollout::Ticket> out;
  const auto component = rollout::release_of(child, policy).component;
  if (component.empty())
    return out;
  auto ids = world.tickets.tickets_with(policy.queue, policy.component_field, component);
  if (!ids)
    return fail(ids.error());
  if (ids->size() > most_others) // the newest
    ids->erase(ids->begin(), ids->end() - static_cast<std::ptrdiff_t>(most_others));
  for (const auto id : *ids) {
    auto ticket = id == child.id ? std::optional<rollout::Ticket>{} : ticket_of(world, id);
    if (!ticket)
      return fail(ticket.error());
    if (*ticket && !rollout::is_closed(**ticket, policy))
      out.push_back(std::move(**ticket));
  }
  return out;
}

Result<std::vector<std::string>> dropped_of(World& world, base::TicketId child) {
  auto lines = store::remembered_on(world.database, child.value, "dropped");
  if (!lines)
    return fail(lines.error());
  std::vector<std::string> out;
  for (const auto& line : *lines)
    out.push_back(line.entry.about);
  return out;
}

// The number of the child that we made; empty: we made none.
Result<std::string> made_before(World& world, base::TicketId release) {
  auto lines = store::remembered_on(world.database, release.value, "made");
  if (!lines)
    return fail(lines.error());
  return lines->empty() ? "" : lines->back().entry.words;
}

Result<rollout::Origin> look_around(World& world, rollout::Ticket release, Moves moves) {
  auto child = child_of(world, release);
  auto made = made_before(world, release.id);
  if (!child || !made)
    return fail(!child ? child.error() : made.error());
  return rollout::Origin{
      std::move(release), std::move(moves), std::move(*child), std::move(*made), {}, {}};
}

// `moved`: what this very change means, if anything.
Result<rollout::Decision> tend_release(World& world, rollout::Ticket release,
                                       const std::optional<Moved>& moved, base::Instant now) {
  const auto id = release.id;
  auto moves = remember_moves(world, id, moved);
  if (!moves)
    return fail(moves.error());
  if (!rollout::is_open(*moves))
    return rollout::Decision{};
  auto origin = look_around(world, std::move(release), std::move(*moves));
  if (!origin)
    return fail(origin.error());
  if (origin->child) {
    auto others = others_of(world, *origin->child);
    auto dropped = dropped_of(world, origin->child->id);
    if (!others || !dropped)
      return fail(!others ? others.error() : dropped.error());
    origin->others = std::move(*others);
    origin->dropped = std::move(*dropped);
  }
  auto decision = rollout::begin(*origin, now, world.settings.policy);
  if (moved)
    decision.notes.insert(decision.notes.begin(),
                          {id.value, rollout::to_word(moved->move),
                           base::to_string(moved->transaction),
                           rollout::cause_of(moved->transaction), moved->from});
  return decision;
}

// The state of a release is its status, or a field. RT names fields by their numbers in its
// transactions: a state is known by what it says.
rollout::Move move_of(const rollout::TicketChanged& change, const rollout::Policy& policy) {
  const char* type = policy.begin.state_field.empty() ? "Status" : "CustomField";
  return change.type == type ? rollout::move_of(change.old_value, change.new_value, policy)
                             : rollout::Move::none;
}

// It is no rollout of its own any more (merged, moved, hidden): its sites are nobody's matter.
Result<void> end_watch(World& world, base::TicketId id, const std::string& cause,
                       rollout::Decision& decision) {
  const auto lines = store::remembered_on(world.database, id.value, "watched");
  if (!lines)
    return fail(lines.error());
  if (!lines->empty() && !lines->back().entry.words.empty())
    decision.notes.push_back({id.value, "watched", "sites", cause, ""});
  return {};
}

Result<rollout::Decision> tend_ticket(World& world, base::TicketId id, const std::string& cause,
                                      const std::optional<Moved>& moved, bool closes,
                                      base::Instant now) {
  auto ticket = ticket_of(world, id);
  if (!ticket)
    return fail(ticket.error());
  const auto& policy = world.settings.policy;
  const bool is_rollout = *ticket && rollout::is_rollout(**ticket, policy);
  const bool stands = is_rollout && (*ticket)->id == id;
  auto glances = rollout::glances_at(id, *ticket, policy);
  Result<rollout::Decision> decision = rollout::Decision{};
  if (is_rollout)
    decision = tend_rollout(world, std::move(**ticket), cause, closes, now);
  else if (*ticket && rollout::is_release(**ticket, policy))
    decision = tend_release(world, std::move(**ticket), moved, now);
  if (decision && !stands)
    if (auto ended = end_watch(world, id, cause, *decision); !ended)
      return fail(ended.error());
  if (decision)
    decision->glances = std::move(glances);
  return decision;
}

// What became of their mails: lists have told of them, or brought them to us.
Result<void> remember_mails(World& world, base::TicketId id,
                            std::vector<rollout::Posting>& postings) {
  for (auto& one : postings) {
    std::vector<rollout::PostingLine> lines;
    for (const char* what : rollout::mail_lines) {
      auto told = store::remembered(world.database, what,
                                    rollout::posting_message_id(id, one, world.settings.policy));
      if (!told)
        return fail(told.error());
      for (auto& [at, entry, order] : *told)
        lines.push_back({at, what, one.id, std::move(entry.words)});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    for (const auto& line : lines)
      add(line, one);
  }
  return {};
}

} // namespace

Result<void> remember_rollout(World& world, base::TicketId id, rollout::Memory& memory) {
  auto story = store::story_of(world.database, id.value);
  if (!story)
    return fail(story.error());
  std::vector<rollout::TeamLine> teams;
  std::vector<rollout::PostingLine> postings;
  for (auto& [at, entry, order] : *story) {
    if (rollout::place_of(entry.what) != rollout::Place::rollout)
      continue; // nothing may hang on what a lost store could not bring back
    if (entry.what == "report") {
      if (auto filed = rollout::read_filed(entry.about, entry.words)) {
        filed->entered = at;
        memory.reports.push_back(std::move(*filed));
      }
    } else if (entry.what == "watched") {
      memory.watch = rollout::read_watch(entry.words);
    } else if (entry.what == "linked") {
      memory.linked.push_back({std::move(entry.about), at});
    } else if (entry.what == "exposure") {
      memory.exposure = rollout::seen_after(memory.exposure, std::move(entry.words), at);
    } else if (entry.what == "summary_asked") {
      ++memory.drafts.asked;
    } else if (entry.what == "summary_made") {
      if (entry.words == "complete")
        memory.drafts.complete = true;
      else
        memory.drafts.answered = memory.drafts.asked;
    } else if (entry.what == "due") {
      memory.due = std::move(entry.words);
    } else if (entry.what == "overridden") {
      memory.overridden = {at, std::move(entry.words)};
    } else if (entry.what == "gate") {
      memory.told_good = entry.words == "yes";
    } else if (base::is_one_of(entry.what, rollout::closing_lines)) {
      rollout::add({at, entry.what, entry.words}, memory.closing);
    } else if (base::is_one_of(entry.what, rollout::document_lines)) {
      rollout::add({at, entry.what, entry.about, entry.words}, memory);
    } else if (base::is_one_of(entry.what, rollout::team_lines)) {
      teams.push_back({at, entry.what, entry.about, entry.words});
    } else if (base::is_one_of(entry.what, rollout::posting_lines)) {
      postings.push_back({at, entry.what, entry.about, entry.words});
    }
  }
  memory.askings = rollout::askings(teams);
  memory.postings = rollout::postings(postings);
  if (world.settings.policy.asks.watch_sites)
    if (auto done = remember_sites(world.database, id, memory); !done)
      return done;
  return remember_mails(world, id, memory.postings);
}

Result<rollout::Origin> look_at_release(World& world, rollout::Ticket release) {
  auto moves = remember_moves(world, release.id, {});
  if (!moves)
    return fail(moves.error());
  return look_around(world, std::move(release), std::move(*moves));
}

Result<rollout::Decision> tend(World& world, base::TicketId id, const std::string& cause,
                               base::Instant now) {
  return tend_ticket(world, id, cause, {}, false, now);
}

Result<rollout::Decision> tend(World& world, const rollout::TicketChanged& change,
                               base::Instant now) {
  const auto cause = rollout::cause_of(change.transaction);
  std::optional<Moved> moved;
  if (const auto move = move_of(change, world.settings.policy); move != rollout::Move::none)
    moved = Moved{move, change.transaction, change.old_value};
  const auto& closed = world.settings.policy.closed;
  const bool closes = change.type == "Status" && rollout::contains(closed, change.new_value) &&
                      !rollout::contains(closed, change.old_value);
  auto decision = tend_ticket(world, change.ticket, cause, moved, closes, now);
  if (!decision)
    return decision;
  decision->notes.push_back({change.ticket.value, "seen", base::to_string(change.transaction),
                             cause, rollout::in_words(change)});
  if (decision->because.empty())
    decision->because = rollout::in_words(change);
  return decision;
}

} // namespace bridge
