// SPDX-License-Identifier: Apache-2.0
#include "cli/lock.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace cli {

using base::fail;
using base::Fault;

base::Result<Lock> Lock::take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return fail(Fault::invalid, "the lock " + path + " cannot be made: " + std::strerror(errno),
                "check store.path and the rights on its folder");
  Lock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> holder{};
    const auto size = ::pread(descriptor, holder.data(), holder.size() - 1, 0);
    const std::string pid(
        base::trim({holder.data(), size > 0 ? static_cast<std::size_t>(size) : 0}));
    return fail(Fault::temporary,
                "another rollout-bridge (process " + pid + ") works on this store",
                "wait for it, or stop it");
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return fail(Fault::temporary,
                "the lock " + path + " cannot be written: " + std::strerror(errno),
                "make room on the disk of store.path");
  return lock;
}

Lock::~Lock() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

} // namespace cli
