// SPDX-License-Identifier: Apache-2.0
#include "drop/writer.hpp"

#include "drop/header.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace drop {
namespace {

// The bridge reads as a member of the group, which the directory's setgid bit gives to the file; it
// removes as the directory's owner. Owner-execute is the complete mark.
constexpr mode_t unfinished = 0640, complete = 0740;

void shut(int& descriptor) {
  if (descriptor >= 0) {
    close(descriptor);
    descriptor = -1;
  }
}

} // namespace

Writer::~Writer() {
  discard();
}

bool Writer::fail(const char* doing) {
  const int cause = errno;
  error_.assign(doing).append(": ").append(strerrordesc_np(cause));
  discard();
  return false;
}

bool Writer::open(const std::string& directory, const std::string& name, const Envelope& envelope,
                  std::int64_t arrived) {
  // O_PATH: the drop-box may be entered and written to, not read.
  directory_ = ::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (directory_ < 0) {
    return fail(("cannot enter the drop-box " + directory).c_str());
  }
  name_ = name;
  sum_ = sum_of_nothing;
  file_ = openat(directory_, name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                 unfinished);
  if (file_ < 0) {
    return fail(("cannot create a file in the drop-box " + directory).c_str());
  }
  exists_ = true;
  return write_all(unsealed_head(envelope, arrived));
}

bool Writer::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return fail("cannot write to the drop-box");
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool Writer::append(std::string_view bytes) {
  length_ += bytes.size();
  sum_ = sum(sum_, bytes);
  return write_all(bytes);
}

bool Writer::commit() {
  const std::string sealed = seal(length_, sum_);
  if (lseek(file_, seal_at, SEEK_SET) != static_cast<off_t>(seal_at)) {
    return fail("cannot seal the file");
  }
  if (!write_all(sealed)) {
    return false;
  }
  if (fchmod(file_, complete) != 0) {
    return fail("cannot mark the file as complete");
  }
  if (fsync(file_) != 0) {
    return fail("cannot get the file onto the disk");
  }
  const int closed = close(file_);
  file_ = -1;
  if (closed != 0) {
    return fail("cannot close the file");
  }
  exists_ = false; // ours no longer: `discard` lets it be
  return true;
}

void Writer::withdraw() {
  exists_ = true;
  discard();
}

void Writer::discard() {
  shut(file_);
  if (exists_) {
    unlinkat(directory_, name_.c_str(), 0);
    exists_ = false;
  }
  shut(directory_);
}

} // namespace drop
