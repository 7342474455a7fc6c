// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"
#include "cli/config.hpp"
#include "cli/verbs.hpp"

#include <clocale>
#include <cstdio>
#include <exception>

namespace {

// Not done where nobody got the answer.
int written(int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    return status;
  return cli::complain({base::Fault::temporary, "what was to be printed cannot be written",
                        "is the disk of the file that it goes to full?"});
}

} // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "C"); // numbers and dates must not depend on who started us
  try {
    const auto line = cli::read_command_line(argc, argv);
    if (!line)
      return cli::complain(line.error());
    if (line->version) {
      std::puts("rollout-bridge " ROLLOUT_VERSION);
      return written(cli::exit_done);
    }
    if (line->help || line->verb.empty())
      return written(cli::help(*line));
    const cli::Verb* verb = cli::find_verb(line->verb);
    if (verb == nullptr) {
      std::vector<std::string> known;
      for (const auto& one : cli::verbs())
        known.emplace_back(one.name);
      const auto near = cli::nearest(line->verb, known);
      return cli::complain({base::Fault::invalid, "there is no verb '" + line->verb + "'",
                            near.empty() ? "rollout-bridge --help" : "did you mean " + near + "?"});
    }
    return written(verb->run(*line));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rollout-bridge: a defect of ours: %s\n", error.what());
    return cli::exit_later; // whatever was owed is in the store still
  }
}
