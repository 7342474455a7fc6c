// SPDX-License-Identifier: Apache-2.0
#include "bridge/why.hpp"

#include "cli/looking.hpp"
#include "cli/rows.hpp"
#include "cli/verbs.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cli {
namespace {

using nlohmann::ordered_json;

std::string to_json(base::TicketId ticket, const bridge::Standing& standing) {
  auto waits_for = ordered_json::array();
  for (const auto& [team, until] : standing.why.waits_for)
    waits_for.push_back(
        {{"team", team}, {"until", until ? ordered_json(base::to_iso(*until)) : nullptr}});
  auto stuck = ordered_json::array();
  for (const auto& row : standing.stuck)
    stuck.push_back({{"id", id_of(row)},
                     {"key", row.job.key},
                     {"state", row.job.state},
                     {"due", base::to_iso(row.job.due)},
                     {"error", row.job.error}});
  const ordered_json out{{"ticket", ticket.value},
                         {"status", standing.status},
                         {"sentence", standing.why.sentence},
                         {"waits_for", waits_for},
                         {"stuck", stuck}};
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string stuck_line(const store::Listed& row) {
  const auto& job = row.job;
  return id_of(row) + " (" + job.key + ") " +
         (job.state == "stuck"
              ? "is stuck: " + job.error + ". What follows it waits: `queue retry " + id_of(row) +
                    "` once it is mended, or `queue drop " + id_of(row) + "`."
              : "was tried in vain: " + job.error + ". Next try " + base::to_iso(job.due) + ".");
}

} // namespace

int why(const CommandLine& line) {
  if (line.words.size() != 1)
    return complain({base::Fault::invalid, "why takes one ticket", "rollout-bridge help why"});
  const auto ticket = read_ticket(line.words.front());
  if (!ticket)
    return complain(ticket.error());
  const auto looking = begin_looking(line);
  if (!looking)
    return complain(looking.error());
  const auto standing = bridge::why(looking->bench->world, *ticket, looking->now);
  if (!standing && standing.error().fault == base::Fault::not_found) {
    complain(standing.error());
    return exit_no;
  }
  if (!standing)
    return complain(standing.error());
  if (line.json) {
    std::puts(to_json(*ticket, *standing).c_str());
    return exit_done;
  }
  for (const auto& row : standing->stuck)
    std::puts(stuck_line(row).c_str());
  std::puts(standing->why.sentence.c_str());
  return exit_done;
}

} // namespace cli
