// SPDX-License-Identifier: Apache-2.0
#include "cli/check.hpp"

#include "bridge/team_file.hpp"
#include "cli/config.hpp"
#include "cli/reports.hpp"

#include <map>

namespace cli {
namespace {

base::Result<rollout::Roster> read_roster(const std::string& path) {
  auto teams = bridge::read_team_file(path);
  if (!teams)
    return base::fail(teams.error().fault, "--teams: " + teams.error().what, teams.error().hint);
  return rollout::Roster(std::move(*teams));
}

base::Result<Offline> read_offline(const CommandLine& line) {
  auto overrides = line.overrides;
  for (const auto& [option, key] : {std::pair{"stacks", "rt.stacks"}, {"rtname", "rt.name"}})
    if (const auto found = line.options.find(option); found != line.options.end())
      overrides[key] = found->second;
  const auto config = Config::load_offline(line.config_named ? line.config : "", overrides);
  if (!config)
    return base::fail(config.error());
  const auto teams = line.options.find("teams");
  auto roster = teams == line.options.end()
                    ? base::Result<rollout::Roster>(rollout::Roster::anyone())
                    : read_roster(teams->second);
  auto naming = read_naming(*config);
  auto expected = read_expected(*config);
  for (const auto* error : {roster ? nullptr : &roster.error(), naming ? nullptr : &naming.error(),
                            expected ? nullptr : &expected.error()})
    if (error != nullptr)
      return base::fail(*error);
  return Offline{std::move(*roster), std::move(*naming), config->list("rt.name"),
                 std::move(*expected)};
}

} // namespace

int check(const CommandLine& line) {
  const std::string what = line.words.empty() ? "" : line.words.front();
  const std::vector<std::string> inputs(line.words.begin() + (what.empty() ? 0 : 1),
                                        line.words.end());
  for (const auto* of_reports : {"subject", "file"})
    if (what != "report" && line.options.contains(of_reports))
      return complain({base::Fault::invalid,
                       std::string("--") + of_reports + " goes with check report alone",
                       "rollout-bridge help check"});
  using Check = int (*)(const CommandLine&, const Offline&, const std::vector<std::string>&);
  const std::map<std::string, Check> kinds{
      {"mail", check_mail}, {"subject", check_subject}, {"report", check_report}};
  if (const auto kind = kinds.find(what); kind != kinds.end()) {
    const auto by = read_offline(line);
    return by ? kind->second(line, *by, inputs) : complain(by.error());
  }
  return complain({base::Fault::invalid,
                   what.empty() ? "check what?" : "check: there is no '" + what + "'",
                   "rollout-bridge check mail|subject|report …"});
}

} // namespace cli
