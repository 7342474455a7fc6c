// SPDX-License-Identifier: Apache-2.0
// rollout-filter: called by the MTA for each mail. Exit 0, 69 or 75 and nothing else, whatever
// happens: an MTA sends any other status back to the sender as a bounce.
#include "filter/deadline.hpp"
#include "filter/note.hpp"
#include "filter/options.hpp"
#include "filter/take.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string_view>

namespace {

// Descriptors 0 to 2 must be taken, else the drop-box file would become one of them.
bool fill_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) != descriptor) {
      return false;
    }
  }
  return true;
}

std::optional<std::string> variable(const char* name) {
  const char* const value = getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

void say(std::string_view text) {
  if (write(STDOUT_FILENO, text.data(), text.size()) < 0) {
    filter::note(filter::Gravity::warning, "cannot write to standard output");
  }
}

int run(int count, char** words, pid_t caller) {
  umask(0027);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN); // a file size limit shall be an error of write
  const bool has_input = fcntl(STDIN_FILENO, F_GETFD) >= 0;
  if (!has_input || !fill_descriptors()) {
    filter::note(filter::Gravity::error, "standard input is closed; expected the mail there");
    return EX_TEMPFAIL;
  }
  const filter::Options options = filter::read_options(
      count, words, {variable("SENDER"), variable("RECIPIENT"), variable("EXTENSION")});
  if (!options.wrong.empty()) {
    filter::note(
        filter::Gravity::error, options.wrong,
        "; mend the MTA's line for rollout-filter (rollout-filter --help lists all options)");
    return EX_TEMPFAIL;
  }
  if (options.help || options.version) {
    filter::note(filter::Gravity::warning, "called with --help or --version: no mail taken");
    say(options.help ? filter::usage : "rollout-filter " ROLLOUT_VERSION "\n");
    // Not 0: should such a line ever stand in the MTA's configuration, no mail may be lost by it.
    return EX_TEMPFAIL;
  }
  if (!filter::set_deadline(options.deadline)) {
    filter::note(filter::Gravity::error, "cannot set the deadline: ", strerrordesc_np(errno));
    return EX_TEMPFAIL;
  }
  return filter::take(options, caller);
}

} // namespace

int main(int count, char** words) {
  const pid_t caller = getppid();
  std::set_terminate([] { _exit(EX_TEMPFAIL); });
  try {
    return run(count, words, caller);
  } catch (const std::exception& fault) {
    filter::note(filter::Gravity::error, "gave up: ", fault.what());
  } catch (...) {
    filter::note(filter::Gravity::error, "gave up on an unknown fault");
  }
  return EX_TEMPFAIL;
}
