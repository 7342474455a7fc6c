// SPDX-License-Identifier: Apache-2.0
#include "bridge/posts.hpp"
#include "cli/clock.hpp"
#include "cli/config.hpp"
#include "cli/rows.hpp"
#include "cli/verbs.hpp"
#include "store/backlog.hpp"
#include "store/desk.hpp"

#include <cstdio>

namespace cli {
namespace {

// What was held before raw mails are forgotten (store.keep_days) cannot be released any more.
base::Result<std::int64_t> mails_held(store::Database& database, const CommandLine& line) {
  const auto config = Config::load(line.config, line.overrides);
  if (!config)
    return base::fail(config.error());
  const auto days = config->number("store.keep_days", 1, 36500);
  if (!days)
    return base::fail(days.error());
  return store::mails_held(database, clock_now() - std::chrono::hours{24 * *days});
}

int list(store::Database& database, const CommandLine& line) {
  const auto rows = store::list(database, line.options.contains("all"));
  if (!rows)
    return complain(rows.error());
  for (const auto& row : *rows)
    std::puts((line.json ? row_json(row) : row_line(row)).c_str());
  if (rows->empty() && !line.json)
    std::puts("nothing waits");
  if (line.json)
    return exit_done;
  const auto held = mails_held(database, line);
  if (!held)
    return complain(held.error());
  if (*held > 0)
    std::printf("%lld held: a manager's line `release ID` lets them pass (`queue list --all` names "
                "them held/ID)\n",
                static_cast<long long>(*held));
  return exit_done;
}

} // namespace

int queue(const CommandLine& line) {
  const std::string what = line.words.empty() ? "list" : line.words.front();
  const bool one_row = what == "show" || what == "retry" || what == "drop";
  if (!one_row && what != "list")
    return complain({base::Fault::invalid, "queue: there is no '" + what + "'",
                     "queue list, show, retry or drop"});
  if (line.words.size() != (one_row ? 2U : 1U) && !line.words.empty())
    return complain({base::Fault::invalid,
                     "queue " + what + (one_row ? " takes one ID" : " takes no ID"),
                     "rollout-bridge help queue"});
  auto database = open_store(line);
  if (!database)
    return complain(database.error());
  if (!one_row)
    return list(*database, line);
  const auto row = store::find(*database, line.words[1]);
  if (!row)
    return complain(row.error());
  if (what == "show") {
    std::puts((line.json ? row_json(*row) : row_page(*row)).c_str());
    return exit_done;
  }
  const auto changed = what == "retry" ? store::retry(*database, *row, clock_now())
                                       : bridge::drop(*database, *row, clock_now());
  if (!changed)
    return complain(changed.error());
  std::printf("%s: %s\n", row->job.key.c_str(), what == "retry" ? "due now" : "dropped");
  return exit_done;
}

} // namespace cli
