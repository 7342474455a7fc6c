// SPDX-License-Identifier: Apache-2.0
// What we would read in a mail, a title, a report's name: without RT and without configuration
// (contract 2). One file a kind; each gives the exit status.
#pragma once

#include "base/result.hpp"
#include "cli/verbs.hpp"
#include "rollout/naming.hpp"
#include "rollout/roster.hpp"

#include <string>
#include <vector>

namespace cli {

int check_mail(const CommandLine& line, const std::vector<std::string>& files);
int check_subject(const CommandLine& line, const std::vector<std::string>& titles);
int check_report(const CommandLine& line, const std::vector<std::string>& names);

// --teams; without it every well-formed name is a team.
base::Result<rollout::Roster> offline_roster(const CommandLine& line);
rollout::Naming offline_naming(const CommandLine& line);            // --stacks
std::vector<std::string> offline_rt_names(const CommandLine& line); // --rtname

} // namespace cli
