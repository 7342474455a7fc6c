// SPDX-License-Identifier: Apache-2.0
#include "bridge/shelf.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "rollout/file_name.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace bridge {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::size_t most_in_name = 200; // bytes: a number, and what a file system adds, fit, too
constexpr int most_numbers = 1000;
constexpr std::string_view beside = ".rollout-bridge.", unfinished = ".part";

class File {
public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0)
      ::close(descriptor_);
  }
  int get() const { return descriptor_; }

private:
  int descriptor_;
};

// What no other try will mend before somebody has done something about it.
bool is_lasting(int cause) {
  for (const int one : {EACCES, EPERM, EROFS, ENOTDIR, ENOENT, ENAMETOOLONG, ELOOP})
    if (cause == one)
      return true;
  return false;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Gives each piece of it to `take`; false: it cannot be read, see errno.
template <class Take> bool read_all(int file, Take take) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto count = ::read(file, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return count == 0;
    take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
  }
}

bool is_regular(int file) {
  struct stat status = {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

// What a run that was killed has left; nobody else is here.
void sweep_out(int folder) {
  const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* open = copy < 0 ? nullptr : ::fdopendir(copy);
  if (open == nullptr)
    return;
  while (const dirent* entry = ::readdir(open))
    if (const std::string_view name = entry->d_name;
        name.starts_with(beside) && name.ends_with(unfinished))
      ::unlinkat(folder, entry->d_name, 0);
  ::closedir(open);
}

} // namespace

Shelf::Shelf(std::string folder, int descriptor)
    : folder_(std::move(folder)), descriptor_(descriptor),
      aside_(std::string(beside) + std::to_string(::getpid()) + std::string(unfinished)) {}

Shelf::~Shelf() {
  if (descriptor_ >= 0)
    ::close(descriptor_);
}

Shelf::Shelf(Shelf&& other) noexcept
    : folder_(std::move(other.folder_)), descriptor_(std::exchange(other.descriptor_, -1)),
      aside_(std::move(other.aside_)), digests_(std::move(other.digests_)) {}

base::Error Shelf::because(const std::string& doing, int cause) const {
  const bool full = cause == ENOSPC || cause == EDQUOT;
  return {is_lasting(cause) ? Fault::invalid : Fault::temporary,
          doing + ": " + std::strerror(cause),
          full                ? "make room there, and run it again: what is there stays"
          : cause == ENOTDIR  ? "name a folder"
          : cause == ENOENT   ? "make the folder that it is in first"
          : is_lasting(cause) ? "name a folder that you may write to"
                              : "run it again: what is there stays"};
}

Result<Shelf> Shelf::open(const std::string& folder) {
  const bool made = ::mkdir(folder.c_str(), 0777) == 0;
  const int cause = errno;
  Shelf shelf(folder, ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (shelf.descriptor_ < 0)
    return fail(
        shelf.because("the folder " + folder + (made ? " cannot be read" : " cannot be used"),
                      errno == ENOENT ? cause : errno));
  if (::faccessat(shelf.descriptor_, ".", W_OK | X_OK, AT_EACCESS) != 0)
    return fail(shelf.because("the folder " + folder + " cannot be written to", errno));
  if (::flock(shelf.descriptor_, LOCK_EX | LOCK_NB) == 0)
    sweep_out(shelf.descriptor_);
  else if (errno == EWOULDBLOCK) // else: this file system has no locks for folders
    return fail(Fault::temporary, "another rollout-bridge is putting files into " + folder,
                "wait until it is done");
  return shelf;
}

Result<std::optional<std::string>> Shelf::digest_of(const std::string& name) const {
  if (const auto known = digests_.find(name); known != digests_.end())
    return known->second;
  const File file(
      ::openat(descriptor_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT)
    return std::nullopt;
  if (file.get() < 0 && errno != ELOOP && errno != ENXIO && errno != EACCES) // else: in the way
    return fail(because(folder_ + "/" + name + " cannot be read", errno));
  base::Sha256 digest;
  std::string out;
  if (file.get() >= 0 && is_regular(file.get())) {
    if (!read_all(file.get(), [&](std::string_view piece) { digest.add(piece); }))
      return fail(because(folder_ + "/" + name + " cannot be read", errno));
    out = digest.hex();
  }
  digests_[name] = out;
  return out;
}

Result<std::optional<std::string>> Shelf::find(const std::string& name,
                                               const std::string& digest) const {
  for (int number = 1; number <= most_numbers; ++number) {
    auto tried = numbered(name, number);
    const auto there = digest_of(tried);
    if (!there)
      return fail(there.error());
    if (*there == digest)
      return tried;
    if (!*there && number > 1) // the first one may have been taken away
      break;
  }
  return std::nullopt;
}

Result<std::string> Shelf::put(const std::string& name, std::string_view bytes) {
  if (auto written = write_aside(bytes); !written)
    return fail(written.error());
  for (int number = 1; number <= most_numbers; ++number) {
    auto tried = numbered(name, number);
    const auto moved = move_to(tried);
    if (!moved)
      return fail(moved.error());
    if (*moved) {
      digests_[tried] = base::sha256(bytes);
      return tried;
    }
  }
  ::unlinkat(descriptor_, aside_.c_str(), 0);
  return fail(Fault::invalid, folder_ + " has too many files called " + name,
              "name an empty folder");
}

Result<void> Shelf::write_aside(std::string_view bytes) {
  ::unlinkat(descriptor_, aside_.c_str(), 0);
  const File file(::openat(descriptor_, aside_.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (file.get() >= 0 && write_all(file.get(), bytes) && ::fsync(file.get()) == 0)
    return {};
  const int cause = errno;
  ::unlinkat(descriptor_, aside_.c_str(), 0);
  return fail(because("a file cannot be written to " + folder_, cause));
}

// False: something of that name is there.
Result<bool> Shelf::move_to(const std::string& name) {
  int cause = 0;
  if (::renameat2(descriptor_, aside_.c_str(), descriptor_, name.c_str(), RENAME_NOREPLACE) != 0)
    cause = errno;
  if (cause == EINVAL || cause == ENOSYS) // not on this file system, such as NFS
    cause = ::linkat(descriptor_, aside_.c_str(), descriptor_, name.c_str(), 0) == 0 ? 0 : errno;
  if (cause == EEXIST)
    return false;
  ::unlinkat(descriptor_, aside_.c_str(), 0);
  if (cause != 0)
    return fail(because(folder_ + "/" + name + " cannot be written", cause));
  return true;
}

Result<std::string> Shelf::read(const std::string& name) const {
  const File file(
      ::openat(descriptor_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT)
    return fail(Fault::not_found, "there is no " + folder_ + "/" + name);
  std::string out;
  if (file.get() < 0 || !is_regular(file.get()) ||
      !read_all(file.get(), [&](std::string_view piece) { out += piece; }))
    return fail(Fault::invalid, folder_ + "/" + name + " cannot be read as a file",
                "take it out of the folder");
  return out;
}

Result<void> Shelf::replace(const std::string& name, std::string_view bytes) {
  if (auto written = write_aside(bytes); !written)
    return written;
  if (::renameat(descriptor_, aside_.c_str(), descriptor_, name.c_str()) == 0)
    return {};
  const int cause = errno;
  ::unlinkat(descriptor_, aside_.c_str(), 0);
  return fail(because(folder_ + "/" + name + " cannot be written", cause));
}

Result<void> Shelf::keep() {
  if (::fsync(descriptor_) == 0 || errno == EINVAL)
    return {};
  return fail(because("the folder " + folder_ + " does not get onto the disk", errno));
}

std::string safe_name(std::string_view name) {
  std::string out = rollout::read_file_name(name).shown;
  out.erase(0, out.find_first_not_of(". -"));
  if (out.size() > most_in_name) {
    const auto dot = out.rfind('.');
    const std::string end = dot != out.npos && out.size() - dot <= 10 ? out.substr(dot) : "";
    out = std::string(base::front(out, most_in_name - end.size())) + end;
  }
  return out.empty() ? "file" : out;
}

std::string numbered(const std::string& name, int number) {
  if (number == 1)
    return name;
  const auto dot = name.rfind('.');
  const auto end = dot == name.npos || dot == 0 ? name.size() : dot;
  return name.substr(0, end) + "~" + std::to_string(number) + name.substr(end);
}

std::string without_number(const std::string& name) {
  const auto tilde = name.rfind('~');
  const auto end = tilde == name.npos ? tilde : name.find_first_not_of("0123456789", tilde + 1);
  if (end == tilde + 1 || tilde == name.npos)
    return name;
  return name.substr(0, tilde) + (end == name.npos ? "" : name.substr(end));
}

} // namespace bridge
