// SPDX-License-Identifier: Apache-2.0
#include "filter/take.hpp"

#include "drop/name.hpp"
#include "drop/writer.hpp"
#include "filter/deadline.hpp"
#include "filter/note.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

namespace filter {
namespace {

char buffer[64 * 1024]; // what a pipe holds

// The next bytes of the mail: empty at its end, nothing on an error.
std::optional<std::string_view> next_bytes() {
  for (;;) {
    const ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
    if (count >= 0) {
      return std::string_view(buffer, static_cast<std::size_t>(count));
    }
    if (errno == EAGAIN) { // inherited as non-blocking
      pollfd input = {STDIN_FILENO, POLLIN, 0};
      poll(&input, 1, -1);
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
}

int try_again(std::string_view why, std::string_view more = {}) {
  note(Gravity::error, why, more);
  return EX_TEMPFAIL;
}

// The MTA hands our first text on to the sender. The rest is read all the same: Postfix forgives a
// pipe that breaks while it writes, another MTA need not; 60 MB cost a fifth of a second.
int refuse(drop::Writer& writer, const Options& options) {
  writer.discard();
  const std::uint64_t limit = options.limit;
  const std::string size = limit % (1U << 20) == 0 ? std::to_string(limit >> 20) + " MB"
                                                   : std::to_string(limit) + " bytes";
  const std::string text = "5.3.4 This address takes mails of up to " + size +
                           ". Please send the mail again with a link to the large file.\n";
  if (write(STDOUT_FILENO, text.data(), text.size()) < 0) {
    note(Gravity::warning, "cannot tell the MTA why the mail is refused");
  }
  end_with(EX_UNAVAILABLE);
  note(Gravity::warning, "refused: larger than " + size + ", from ", options.envelope.sender);
  while (!next_bytes().value_or("").empty()) {
  }
  return EX_UNAVAILABLE;
}

bool open(drop::Writer& writer, const Options& options) {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  const std::string name = drop::new_name(now.tv_sec, now.tv_nsec / 1000);
  if (name.empty()) {
    note(Gravity::error, "no random bytes for a name: ", strerrordesc_np(errno));
    return false;
  }
  if (!writer.open(options.drop, name, options.envelope, now.tv_sec)) {
    note(Gravity::error, writer.error());
    return false;
  }
  return true;
}

// The kernel closes a dying program's pipes before it gives its children away, and says before both
// that it is dying (proc(5), stat: flags). Where /proc is not to be read, nobody is said to die.
bool is_dying(pid_t process) {
  constexpr unsigned long exiting = 0x4; // PF_EXITING of linux/sched.h
  constexpr int fields_between = 6;      // behind the name: state, and five numbers
  const int file = ::open(("/proc/" + std::to_string(process) + "/stat").c_str(),
                          O_RDONLY | O_CLOEXEC); // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (file < 0) {
    return false;
  }
  std::array<char, 512> line = {};
  const auto length = ::read(file, line.data(), line.size());
  ::close(file);
  std::string_view rest(line.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  const auto name = rest.rfind(')'); // a name may hold anything
  rest.remove_prefix(name == rest.npos ? rest.size() : std::min(rest.size(), name + 2));
  for (int i = 0; i < fields_between; ++i) {
    const auto blank = rest.find(' ');
    rest.remove_prefix(blank == rest.npos ? rest.size() : blank + 1);
  }
  unsigned long flags = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), flags);
  return (flags & exiting) != 0;
}

bool is_gone(pid_t caller) {
  return getppid() != caller || is_dying(caller);
}

int commit(drop::Writer& writer, const Options& options, pid_t caller) {
  constexpr auto left = "the calling program went away before the end of the mail";
  // A caller that dies closes the pipe, which looks like the end of the mail.
  if (is_gone(caller)) {
    return try_again(left);
  }
  if (writer.length() == 0) {
    note(Gravity::warning, "an empty mail, taken as it is");
  }
  if (!writer.commit()) {
    return try_again(writer.error());
  }
  if (is_gone(caller)) { // where /proc told nothing
    writer.withdraw();
    return try_again(left);
  }
  end_with(EX_OK);
  note(Gravity::info, std::string(writer.name()) + ": " + std::to_string(writer.length()) +
                          " bytes from <" + options.envelope.sender + "> to <" +
                          options.envelope.recipient + ">");
  return EX_OK;
}

} // namespace

int take(const Options& options, pid_t caller) {
  drop::Writer writer;
  if (!open(writer, options)) {
    return EX_TEMPFAIL;
  }
  for (;;) {
    remove_at_deadline(writer.directory(), writer.name());
    const auto bytes = next_bytes();
    remove_at_deadline(-1, nullptr);
    if (!bytes) {
      return try_again("cannot read the mail: ", strerrordesc_np(errno));
    }
    if (bytes->empty()) {
      return commit(writer, options, caller);
    }
    if (writer.length() + bytes->size() > options.limit) {
      return refuse(writer, options);
    }
    if (!writer.append(*bytes)) {
      return try_again(writer.error());
    }
  }
}

} // namespace filter
