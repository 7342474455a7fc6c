// SPDX-License-Identifier: Apache-2.0
#include "cli/bell.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdint>

namespace cli {
namespace {

void drain(int descriptor) {
  std::array<char, 4096> scrap{};
  while (::read(descriptor, scrap.data(), scrap.size()) > 0) {
  }
}

} // namespace

Bell::Bell(const std::string& folder)
    : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      watch_(folder.empty() ? -1 : ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  // The filter marks a file complete by its mode, and closes it after that.
  if (watch_ >= 0)
    (void)::inotify_add_watch(watch_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO);
}

Bell::~Bell() {
  if (event_ >= 0)
    ::close(event_);
  if (watch_ >= 0)
    ::close(watch_);
}

void Bell::ring() {
  const std::uint64_t one = 1;
  (void)!::write(event_, &one, sizeof one); // full means: it rings already
}

void Bell::wait(base::Seconds at_most) {
  std::array<pollfd, 2> heard{{{event_, POLLIN, 0}, {watch_, POLLIN, 0}}};
  (void)::poll(heard.data(), heard.size(), static_cast<int>(at_most.count() * 1000));
  drain(event_);
  if (watch_ >= 0)
    drain(watch_);
}

} // namespace cli
