// SPDX-License-Identifier: Apache-2.0
// What we would read in a mail, a title, a report's name: without RT and without configuration
// (contract 2). One file a kind; each gives the exit status.
#pragma once

#include "cli/verbs.hpp"
#include "documents/inspect.hpp"
#include "rollout/naming.hpp"
#include "rollout/roster.hpp"

#include <string>
#include <vector>

namespace cli {

// What is said offline goes by these: defaults, the keys that the command line gives, and those of
// a file that --config names. No key is needed, and nothing is read that nobody named.
struct Offline {
  rollout::Roster roster;            // --teams; without it every well-formed name is a team
  rollout::Naming naming;            // rt.stacks or --stacks; rt.later_title
  std::vector<std::string> rt_names; // rt.name or --rtname; empty: every tag is ours
  documents::Expected expected;      // mail.report_topics, mail.report_template
};

int check_mail(const CommandLine& line, const Offline& by, const std::vector<std::string>& files);
int check_subject(const CommandLine& line, const Offline& by,
                  const std::vector<std::string>& titles);
int check_report(const CommandLine& line, const Offline& by, const std::vector<std::string>& names);

} // namespace cli
