// SPDX-License-Identifier: Apache-2.0
// What rollout-bridge can do, one file a verb. Exit status: 0 done, 1 the answer is no, 2 wrong
// usage or configuration, 75 try again later (contract 2).
#pragma once

#include "base/result.hpp"
#include "cli/command_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_no = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_later = 75;

struct Verb {
  std::string_view name;
  std::string_view usage;   // "queue list|show|retry|drop [ID]"
  std::string_view summary; // one line
  std::string_view help;    // the rest, with examples
  std::vector<std::string> options;
  bool takes_words;
  int (*run)(const CommandLine& line);
};

const std::vector<Verb>& verbs();
const Verb* find_verb(std::string_view name);

int serve(const CommandLine& line);
int work(const CommandLine& line);
int check(const CommandLine& line);
int queue(const CommandLine& line);
int trace(const CommandLine& line);
int why(const CommandLine& line);
int plan(const CommandLine& line);
int reports(const CommandLine& line);
int figures(const CommandLine& line);
int rebuild(const CommandLine& line);
int doctor(const CommandLine& line);
int help(const CommandLine& line);

// Says what went wrong on stderr, with the remedy, and gives the exit status for it.
int complain(const base::Error& error);

} // namespace cli
