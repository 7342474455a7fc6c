// SPDX-License-Identifier: Apache-2.0
#include "rollout/figures.hpp"

#include "base/text.hpp"
#include "bridge/away.hpp"
#include "cli/clock.hpp"
#include "cli/figure_pages.hpp"
#include "cli/rollouts.hpp"
#include "cli/verbs.hpp"
#include "cli/wiring.hpp"
#include "rollout/answer.hpp"
#include "rollout/roster.hpp"
#include "store/ledger.hpp"

#include <cstdio>

namespace cli {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using rollout::Figures;

struct Asked {
  rollout::Period period;
  std::optional<std::string> team;
  bool csv = false;
  bool given = false; // --now
  base::Instant now;
};

Result<std::optional<base::Instant>> time_option(const CommandLine& line, const char* name) {
  const auto found = line.options.find(name);
  if (found == line.options.end())
    return std::nullopt;
  const auto read = base::read_iso(found->second);
  if (!read)
    return fail(Fault::invalid, "--" + std::string(name) + ": " + read.error().what,
                read.error().hint);
  return *read;
}

Result<Asked> read_asked(const CommandLine& line) {
  const auto now = given_now(line);
  const auto since = time_option(line, "since");
  const auto until = time_option(line, "until");
  for (const auto* one : {&now, &since, &until})
    if (!*one)
      return fail(one->error());
  if (!line.words.empty())
    return fail(Fault::invalid, "figures takes no words, and got '" + line.words.front() + "'",
                "name a team with --team");
  Asked out;
  out.csv = line.options.contains("csv");
  if (out.csv && line.json)
    return fail(Fault::invalid, "--csv and --json are two forms", "give one of them");
  out.given = now->has_value();
  out.now = now->value_or(clock_now());
  out.period = {since->value_or(base::Instant::min()), until->value_or(base::Instant::max())};
  if (out.period.until <= out.period.since)
    return fail(Fault::invalid, "--until is not after --since",
                "the period is from --since on and ends before --until");
  if (const auto team = line.options.find("team"); team != line.options.end())
    out.team = rollout::without_ea(team->second);
  return out;
}

// Lines of the ledger; what came later than a given `now` is left out.
Result<std::vector<rollout::Record>> read_lines(store::Database& database, const Asked& asked) {
  auto lines =
      store::remembered_of(database, {rollout::case_lines.begin(), rollout::case_lines.end()});
  auto arrivals = store::remembered_behind(database, rollout::arrival_line, "answered");
  std::vector<rollout::Record> out;
  for (auto* part : {&lines, &arrivals}) {
    if (!*part)
      return fail(part->error());
    for (auto& [at, entry, order] : **part)
      if (!asked.given || at <= asked.now)
        out.push_back({at,
                       {entry.ticket},
                       std::move(entry.what),
                       std::move(entry.about),
                       std::move(entry.cause),
                       std::move(entry.words)});
  }
  return out;
}

rollout::Roster teams_of(const std::vector<rollout::Case>& cases) {
  std::vector<std::string> names;
  for (const auto& one : cases)
    names.push_back(one.team);
  return rollout::Roster(names);
}

// The remedy is in the words: the names that there are.
int unknown_team(const std::string& name, const rollout::Roster& teams) {
  const auto near = teams.nearest(name);
  std::fprintf(stderr, "rollout-bridge: no team '%s' was ever asked (%s)\n", name.c_str(),
               near.empty() ? "`rollout-bridge figures` shows those that were"
                            : ("did you mean " + base::join(near, " or ") + "?").c_str());
  return exit_no;
}

// The one team, also where it was not asked in the period.
std::vector<Figures> of_team(const std::vector<Figures>& all, const std::string& name) {
  for (const auto& one : all)
    if (base::same_ignoring_case(one.team, name))
      return {one};
  return {Figures{name}};
}

Result<store::Database> open_to_look(const Config& config) {
  const auto& path = config["store.path"];
  if (auto found = find_store(path); !found)
    return fail(found.error());
  return store::Database::open_to_look(path);
}

} // namespace

int figures(const CommandLine& line) {
  const auto asked = read_asked(line);
  if (!asked)
    return complain(asked.error());
  const auto config = Config::load(line.config, line.overrides);
  if (!config)
    return complain(config.error());
  rollout::Policy policy;
  if (auto read = read_rollouts(*config, policy); !read)
    return complain(read.error());
  const auto sweep = config->number("clock.sweep", 1, 86400);
  if (!sweep)
    return complain(sweep.error());
  auto database = open_to_look(*config);
  if (!database)
    return complain(database.error());
  const auto lines = read_lines(*database, *asked);
  if (!lines)
    return complain(lines.error());
  const auto away = bridge::away_times(*database, base::Seconds{*sweep}, asked->given, asked->now);
  if (!away)
    return complain(away.error());

  const rollout::AwayTimes away_times(*away);
  const auto cases = rollout::cases(*lines);
  auto teams = rollout::figures(cases, away_times, asked->period, policy, asked->now);
  if (asked->team) {
    const auto known = teams_of(cases);
    const auto name = known.find(*asked->team);
    if (!name)
      return unknown_team(*asked->team, known);
    teams = of_team(teams, *name);
  }
  const std::string page = line.json    ? json_page(teams)
                           : asked->csv ? csv_page(teams)
                                        : text_page(teams, asked->period, away_times, asked->now);
  std::fwrite(page.data(), 1, page.size(), stdout);
  return exit_done;
}

} // namespace cli
