// SPDX-License-Identifier: Apache-2.0
#include "cli/check.hpp"

#include "base/text.hpp"
#include "bridge/team_file.hpp"

namespace cli {
namespace {

base::Result<rollout::Roster> read_roster(const std::string& path) {
  auto teams = bridge::read_team_file(path);
  if (!teams)
    return base::fail(teams.error().fault, "--teams: " + teams.error().what, teams.error().hint);
  return rollout::Roster(std::move(*teams));
}

std::vector<std::string> listed(const CommandLine& line, const char* option) {
  const auto found = line.options.find(option);
  return found == line.options.end() ? std::vector<std::string>{} : base::split(found->second, ',');
}

} // namespace

base::Result<rollout::Roster> offline_roster(const CommandLine& line) {
  const auto file = line.options.find("teams");
  return file == line.options.end() ? rollout::Roster::anyone() : read_roster(file->second);
}

rollout::Naming offline_naming(const CommandLine& line) {
  rollout::Naming naming;
  if (auto stacks = listed(line, "stacks"); !stacks.empty())
    naming.stacks = std::move(stacks);
  return naming;
}

std::vector<std::string> offline_rt_names(const CommandLine& line) {
  return listed(line, "rtname");
}

int check(const CommandLine& line) {
  const std::string what = line.words.empty() ? "" : line.words.front();
  const std::vector<std::string> inputs(line.words.begin() + (what.empty() ? 0 : 1),
                                        line.words.end());
  for (const auto* of_reports : {"subject", "file"})
    if (what != "report" && line.options.contains(of_reports))
      return complain({base::Fault::invalid,
                       std::string("--") + of_reports + " goes with check report alone",
                       "rollout-bridge help check"});
  if (what == "mail")
    return check_mail(line, inputs);
  if (what == "subject")
    return check_subject(line, inputs);
  if (what == "report")
    return check_report(line, inputs);
  return complain({base::Fault::invalid,
                   what.empty() ? "check what?" : "check: there is no '" + what + "'",
                   "rollout-bridge check mail|subject|report …"});
}

} // namespace cli
