// SPDX-License-Identifier: Apache-2.0
#include "bridge/site_stand.hpp"

#include "bridge/marks.hpp"
#include "store/ledger.hpp"

namespace bridge {

using base::fail;
using base::Result;

Result<std::map<base::TicketId, rollout::Watch>> watches(store::Database& database) {
  auto lines = store::remembered(database, "watched", "sites");
  if (!lines)
    return fail(lines.error());
  std::map<base::TicketId, rollout::Watch> out;
  for (const auto& line : *lines) // the newest of a ticket counts
    out[{line.entry.ticket}] = rollout::read_watch(line.entry.words);
  return out;
}

Result<void> remember_sites(store::Database& database, base::TicketId id, rollout::Memory& memory) {
  auto stand = site_stand(database);
  if (!stand)
    return fail(stand.error());
  memory.sites = std::move(stand->sites);
  if (memory.watch.is_empty())
    return {};
  const auto all = watches(database);
  if (!all)
    return fail(all.error());
  const auto take = [&](const std::vector<std::string>& teams) {
    memory.elsewhere.insert(memory.elsewhere.end(), teams.begin(), teams.end());
  };
  const auto& over = memory.watch.over; // nothing: it ends later than those that have ended
  for (const auto& [ticket, watch] : *all) {
    if (ticket == id)
      continue;
    take(watch.testing);
    if (over && watch.over && std::pair(*watch.over, ticket) > std::pair(*over, id))
      take(watch.leaving);
  }
  return {};
}

} // namespace bridge
