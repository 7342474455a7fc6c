// SPDX-License-Identifier: Apache-2.0
// What the user typed, checked: a verb, its options and its words.
#pragma once

#include "base/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cli {

struct CommandLine {
  std::string verb;               // "" when there is none
  std::vector<std::string> words; // what follows the verb
  std::string config;             // path of the configuration
  bool config_named = false;      // by --config, not by the environment or by default
  bool json = false;
  bool help = false;
  bool version = false;
  std::map<std::string, std::string> overrides; // configuration keys given as options
  std::map<std::string, std::string>
      options;                    // of the verb: now, all, csv, since, until, team, teams, …
  std::vector<std::string> files; // every --file
};

// Fault::invalid: an option that does not exist (the nearest is named) or does not go with the
// verb.
base::Result<CommandLine> read_command_line(int argc, const char* const* argv);

} // namespace cli
