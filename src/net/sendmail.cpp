// SPDX-License-Identifier: Apache-2.0
// The program's stdin is a file that holds the whole letter before it starts: were it fed by us and
// we killed, it would take the end of its input for the end of the letter, and send what it has.
// The deadline is a timer of the kernel and the child's end a pidfd, so that one poll() waits for
// all and nobody reads a clock.
#include "base/text.hpp"
#include "net/envelope.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

extern char** environ;
extern "C" { // glibc 2.36 has it in a header that C++ cannot take
int pidfd_open(pid_t pid, unsigned flags) noexcept;
}

namespace net {
namespace {

constexpr std::size_t most_words = 2000; // of what the program says

struct Fd {
  int number = -1;
  Fd() = default;
  explicit Fd(int n) : number(n) {}
  Fd(Fd&& other) noexcept : number(std::exchange(other.number, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(number, other.number);
    return *this;
  }
  ~Fd() { close(); }
  void close() {
    if (number >= 0)
      ::close(std::exchange(number, -1));
  }
};

struct Child {
  pid_t pid = -1;
  Fd letter; // its stdin; how far it has read it is seen here
  Fd words;  // its stdout and stderr
  Fd ended;
};

base::Error system_failure(const MailServer& server, const char* verb, int error) {
  return {base::Fault::temporary,
          "cannot " + std::string(verb) + " " + server.sendmail + ": " +
              base::lower(std::generic_category().message(error)),
          "is that the sendmail program of this machine?"};
}

std::vector<std::string> command(const MailServer& server, const Outgoing& mail) {
  std::vector<std::string> words{server.sendmail, "-i", "-f",
                                 mail.envelope_from.empty() ? "<>" : mail.envelope_from, "--"};
  words.insert(words.end(), mail.recipients.begin(), mail.recipients.end());
  return words;
}

// posix_spawn with the child's signals as a fresh program expects them.
int spawn(std::vector<std::string> words, int input, int output, pid_t& pid) {
  std::vector<char*> argv;
  for (auto& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t usual;
  sigemptyset(&none);
  sigemptyset(&usual);
  for (const int number : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGALRM})
    sigaddset(&usual, number);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error = posix_spawn(&pid, argv[0], &files, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

// The letter as a file without a name, to be read from its beginning.
Fd file_with(std::string_view bytes) {
  Fd file(memfd_create("letter", MFD_CLOEXEC));
  while (file.number >= 0 && !bytes.empty()) {
    const ssize_t count = write(file.number, bytes.data(), bytes.size());
    if (count > 0)
      bytes.remove_prefix(static_cast<std::size_t>(count));
    else if (count == 0 || errno != EINTR)
      return {};
  }
  if (file.number < 0 || lseek(file.number, 0, SEEK_SET) != 0)
    return {};
  return file;
}

base::Result<Child> start(const MailServer& server, const Outgoing& mail, std::string_view bytes) {
  Child child;
  child.letter = file_with(bytes);
  std::array<int, 2> out{};
  if (child.letter.number < 0 || pipe2(out.data(), O_CLOEXEC) != 0)
    return base::fail(system_failure(server, "talk to", errno));
  child.words = Fd(out[0]);
  const Fd its_words(out[1]);
  if (const int error =
          spawn(command(server, mail), child.letter.number, its_words.number, child.pid))
    return base::fail(system_failure(server, "start", error));
  child.ended = Fd(pidfd_open(child.pid, 0));
  fcntl(child.words.number, F_SETFL, O_NONBLOCK);
  return child;
}

Fd alarm_in(base::Seconds timeout) {
  Fd timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
  itimerspec when{};
  when.it_value.tv_sec = timeout.count();
  timerfd_settime(timer.number, 0, &when, nullptr);
  return timer;
}

void listen(Child& child, std::string& words) {
  std::array<char, 512> room{};
  ssize_t count = 0;
  while ((count = read(child.words.number, room.data(), room.size())) > 0)
    if (words.size() < most_words)
      words.append(room.data(), static_cast<std::size_t>(count));
  if (count == 0)
    child.words.close();
}

// Until the program has ended (true) or `timeout` is over (false: it was killed).
bool converse(Child& child, std::string& words, base::Seconds timeout) {
  const Fd timer = alarm_in(timeout);
  for (;;) {
    std::array<pollfd, 3> waits{pollfd{child.ended.number, POLLIN, 0},
                                {timer.number, POLLIN, 0},
                                {child.words.number, POLLIN, 0}};
    if (poll(waits.data(), waits.size(), -1) < 0)
      continue; // EINTR
    if (waits[2].revents != 0)
      listen(child, words);
    if (waits[0].revents != 0)
      return true;
    if (waits[1].revents != 0) {
      kill(child.pid, SIGKILL);
      return false;
    }
  }
}

base::Fault fault_of(int status) {
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : EX_TEMPFAIL;
  const bool final =
      code == EX_NOUSER || code == EX_NOHOST || code == EX_DATAERR || code == EX_UNAVAILABLE;
  return final ? base::Fault::refused : base::Fault::temporary;
}

std::string ending(int status) {
  return WIFEXITED(status) ? "ended with " + std::to_string(WEXITSTATUS(status))
                           : "was killed by signal " + std::to_string(WTERMSIG(status));
}

} // namespace

base::Result<void> run_sendmail(const MailServer& server, const Outgoing& mail) {
  if (server.sendmail.empty() || server.sendmail.front() != '/' ||
      !base::fits_one_line(server.sendmail) || server.timeout.count() <= 0)
    return base::fail(base::Fault::invalid,
                      "no way to send mail: neither an SMTP server nor a sendmail program",
                      "name one of them in the section [mail], the program by its whole path");
  const std::string bytes = with_line_ends(mail.bytes, "\n");
  auto child = start(server, mail, bytes);
  if (!child)
    return base::fail(child.error());
  std::string words;
  const bool in_time = converse(*child, words, server.timeout);
  int status = EX_TEMPFAIL << 8; // stays so when nobody can tell how it ended
  while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!in_time)
    return base::fail(base::Fault::temporary, server.sendmail + " took longer than " +
                                                  std::to_string(server.timeout.count()) +
                                                  " s and was killed");
  const std::string said = base::join(base::split(words, '\n'), " ");
  if (status != 0)
    return base::fail(fault_of(status),
                      server.sendmail + " " + ending(status) + (said.empty() ? "" : ": " + said));
  if (lseek(child->letter.number, 0, SEEK_CUR) != static_cast<off_t>(bytes.size()))
    return base::fail(base::Fault::temporary,
                      server.sendmail + " ended before it had read the mail");
  return {};
}

} // namespace net
