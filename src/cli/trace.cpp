// SPDX-License-Identifier: Apache-2.0
#include "cli/rows.hpp"
#include "cli/verbs.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace cli {
namespace {

std::string ledger_json(const store::Remembered& one) {
  const nlohmann::ordered_json out{{"at", base::to_iso(one.at)}, {"ticket", one.entry.ticket},
                                   {"what", one.entry.what},     {"about", one.entry.about},
                                   {"cause", one.entry.cause},   {"words", one.entry.words}};
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string ledger_line(const store::Remembered& one) {
  return base::to_iso(one.at) + "  " +
         (one.entry.ticket == 0 ? "" : "#" + std::to_string(one.entry.ticket) + "  ") +
         one.entry.what + "  " + one.entry.words;
}

} // namespace

int trace(const CommandLine& line) {
  if (line.words.size() != 1)
    return complain({base::Fault::invalid, "trace takes one Message-ID, ticket or key",
                     "rollout-bridge help trace"});
  auto database = open_store(line);
  if (!database)
    return complain(database.error());
  std::string id = line.words.front();
  if (id.size() > 2 && id.front() == '<' && id.back() == '>')
    id = id.substr(1, id.size() - 2);
  if (id.size() > 1 && id.front() == '#')
    id.erase(0, 1);
  const auto trail = store::trail(*database, id);
  if (!trail)
    return complain(trail.error());
  for (const auto& one : trail->ledger)
    std::puts((line.json ? ledger_json(one) : ledger_line(one)).c_str());
  for (const auto& row : trail->rows)
    std::puts((line.json ? row_json(row) : row_line(row)).c_str());
  if (trail->ledger.empty() && trail->rows.empty()) {
    std::fprintf(stderr,
                 "rollout-bridge: nothing is known of '%s' (give a Message-ID without < >, a "
                 "ticket's number, or a key as `queue list --all` shows it)\n",
                 id.c_str());
    return exit_no;
  }
  return exit_done;
}

} // namespace cli
