// SPDX-License-Identifier: Apache-2.0
#include "filter/deadline.hpp"

#include "filter/note.hpp"

#include <sysexits.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <ctime>

namespace filter {
namespace {

std::atomic<const char*> doomed_name = nullptr;
std::atomic<int> doomed_directory = -1;
std::atomic<int> last_status = EX_TEMPFAIL;
static_assert(std::atomic<const char*>::is_always_lock_free);

extern "C" void time_is_over(int) {
  if (const char* const name = doomed_name; name != nullptr) {
    unlinkat(doomed_directory, name, 0);
  }
  note(Gravity::error, "not done by the deadline: the mail did not come to its end, or the disk "
                       "hangs; left to the MTA to try again");
  _exit(last_status);
}

} // namespace

bool set_deadline(int seconds) {
  struct sigaction action = {};
  action.sa_handler = time_is_over;
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, SIGALRM);
  struct sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGALRM;
  timer_t timer = {};
  struct itimerspec when = {};
  when.it_value.tv_sec = seconds;
  // The caller may have left the signal ignored or blocked.
  return sigaction(SIGALRM, &action, nullptr) == 0 &&
         sigprocmask(SIG_UNBLOCK, &only, nullptr) == 0 &&
         timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
         timer_settime(timer, 0, &when, nullptr) == 0;
}

void remove_at_deadline(int directory, const char* name) {
  doomed_directory = directory;
  doomed_name = name;
}

void end_with(int status) {
  last_status = status;
}

} // namespace filter
