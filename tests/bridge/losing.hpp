// SPDX-License-Identifier: Apache-2.0
// A house that loses its store, and makes it anew from what RT shows.
#pragma once

#include "bridge/away.hpp"
#include "bridge/house.hpp"
#include "bridge/journal.hpp"
#include "bridge/outgoing.hpp"
#include "bridge/rebuild.hpp"
#include "bridge/tend.hpp"
#include "rollout/figures.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

#include <set>
#include <utility>

// RT's queue of rollouts has the field.
inline void give_journals(House& house) {
  house.rt.made_with.emplace_back("Rollout Journal");
  for (auto& [id, ticket] : house.rt.tickets)
    if (ticket.queue == "staged-rollout")
      ticket.fields["Rollout Journal"];
}

inline void look_at_all(House& house) {
  for (const auto& [id, ticket] : house.rt.tickets)
    REQUIRE(store::put(house.database, store::Which::inbox,
                       bridge::to_item(rollout::look_at(ticket.id, house.now, "for-a-test", "")),
                       house.now));
  house.works();
}

// A new store stands in its place.
inline void lose_store(House& house) {
  static int stores = 0;
  house.database =
      store::Database::open(house.folder + "/store-" + std::to_string(++stores) + ".db").value();
}

inline std::vector<bridge::Rebuilt> rebuild(House& house) {
  std::vector<bridge::Rebuilt> out;
  REQUIRE(bridge::rebuild(
      house.world, [&](const auto& one) { out.push_back(one); }, house.now));
  return out;
}

inline std::size_t added_in(const std::vector<bridge::Rebuilt>& all) {
  std::size_t out = 0;
  for (const auto& one : all) {
    CHECK(one.faults.empty());
    out += one.added;
  }
  return out;
}

// What the ledger knows of each rollout, in the order in which it was entered.
inline std::map<std::int64_t, std::string> remembered_in(House& house) {
  std::map<std::int64_t, std::string> out;
  for (const auto& [id, ticket] : house.rt.tickets) {
    if (!rollout::is_rollout(ticket, house.settings.policy))
      continue;
    rollout::Memory memory;
    REQUIRE(bridge::remember_rollout(house.world, ticket.id, memory));
    out[id] =
        rollout::write_journal(bridge::journal_of(house.world, ticket, memory.postings).value());
  }
  return out;
}

// The figures of all teams, as `figures` reads them.
inline std::string figures_of(House& house) {
  std::vector<rollout::Record> records;
  const auto read = [&](const std::vector<store::Remembered>& lines) {
    for (const auto& line : lines)
      records.push_back({line.at,
                         {line.entry.ticket},
                         line.entry.what,
                         line.entry.about,
                         line.entry.cause,
                         line.entry.words});
  };
  auto& database = house.database;
  read(store::remembered_of(database, {rollout::case_lines.begin(), rollout::case_lines.end()})
           .value());
  read(store::remembered_behind(database, rollout::arrival_line, "answered").value());
  const auto away = bridge::away_times(database, house.settings.sweep_every, true, house.now);
  std::string out;
  for (const auto& one : rollout::figures(rollout::cases(records), rollout::AwayTimes(away.value()),
                                          {base::Instant::min(), base::Instant::max()},
                                          house.settings.policy, house.now)) {
    out += one.team;
    for (const int figure :
         {one.adopted, one.in_time, one.late, one.never, one.excused, one.dropped, one.open,
          one.accepted, one.rejected, one.withdrawn, one.reports, one.reports_in_time,
          one.reports_late, one.reports_missing, one.reports_excused, one.reports_dropped,
          one.reports_open, one.reminders, static_cast<int>(one.ggus.size())})
      out += " " + std::to_string(figure);
    for (const auto& after : one.answered_after)
      out += " " + std::to_string(after.count());
    for (const int days : one.days_late)
      out += " " + std::to_string(days);
    out += "\n";
  }
  return out;
}

// All that people see of the bridge, in RT and in their mailboxes.
inline std::string shown_to_people(const House& house) {
  std::string out;
  for (const auto& [id, ticket] : house.rt.tickets) {
    out += "#" + std::to_string(id) + " " + ticket.status + " " + base::join(ticket.groups, ",") +
           "\n";
    for (const auto& [name, values] : ticket.fields)
      out += "  " + name + ": " + base::join(values, ", ") + "\n";
  }
  for (const auto& comment : house.rt.comments)
    out += "note " + comment.subject + "\n";
  std::set<std::string> links;
  for (const auto& link : house.rt.links)
    links.insert(base::to_string(link.ticket) + " " + link.relation + " " + link.target);
  for (const auto& link : links)
    out += link + "\n";
  for (const auto& letter : house.post.sent)
    out += "letter to " + letter.to + "\n";
  return out;
}
