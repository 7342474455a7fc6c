// SPDX-License-Identifier: Apache-2.0
#include "drop/drop_box.hpp"

#include "drop/header.hpp"
#include "drop/name.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>

namespace drop {
namespace {

struct Closer {
  void operator()(DIR* directory) const { closedir(directory); }
};

class File {
public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
  }
  int descriptor() const { return descriptor_; }

private:
  int descriptor_;
};

std::string because(const std::string& doing, int cause) {
  return doing + ": " + strerrordesc_np(cause);
}

bool is_complete(const std::string& name, const struct stat& status) {
  return is_name(name) && S_ISREG(status.st_mode) && (status.st_mode & S_IXUSR) != 0;
}

// The names, sorted, of all entries that `wanted(name, status)` picks.
template <class Wanted>
std::vector<std::string> list(const std::string& directory, std::string& error, Wanted wanted) {
  error.clear();
  std::vector<std::string> names;
  const std::unique_ptr<DIR, Closer> open(opendir(directory.c_str()));
  if (!open) {
    error = because("cannot list the drop-box " + directory, errno);
    return names;
  }
  errno = 0;
  while (const dirent* entry = readdir(open.get())) {
    const std::string name = entry->d_name;
    struct stat status = {};
    if (name.front() != '.' &&
        fstatat(dirfd(open.get()), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        wanted(name, status)) {
      names.push_back(name);
    }
    errno =
        0; // an entry that vanished meanwhile is nobody's error; readdir's own is looked at below
  }
  if (errno != 0) {
    error = because("cannot list all of the drop-box " + directory, errno);
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool read_all(int file, std::string& into, std::size_t size) {
  into.resize(size);
  std::size_t have = 0;
  while (have < size) {
    const ssize_t count = ::read(file, into.data() + have, size - have);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return false;
    }
    if (count == 0) {
      break;
    }
    have += static_cast<std::size_t>(count);
  }
  into.resize(have);
  return true;
}

// Turns the bytes of a file into an arrival; leaves the mail in the memory it was read to.
bool understand(std::string& bytes, Arrival& arrival, std::string& error) {
  const auto head = read_head(bytes, error);
  if (!head) {
    return false;
  }
  if (bytes.size() - head->size != head->length) {
    error = "the mail has " + std::to_string(bytes.size() - head->size) + " bytes, not the " +
            std::to_string(head->length) + " it was sealed with";
    return false;
  }
  bytes.erase(0, head->size);
  if (sum(sum_of_nothing, bytes) != head->sum) {
    error = "the mail is not the one that was sealed (check sum)";
    return false;
  }
  arrival.envelope = head->envelope;
  arrival.arrived = head->arrived;
  arrival.mail = std::move(bytes);
  return true;
}

std::optional<Arrival> read_file(const std::string& path, std::string& error, bool& broken) {
  // Neither a link nor a FIFO may lead us elsewhere or make us wait.
  const File file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status = {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &status) != 0) {
    error = because("cannot open it", errno);
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode) || (status.st_mode & S_IXUSR) == 0) {
    error = "it has no complete mark";
    return std::nullopt;
  }
  Arrival arrival;
  std::string bytes;
  if (!read_all(file.descriptor(), bytes, static_cast<std::size_t>(status.st_size))) {
    error = because("cannot read it", errno);
    return std::nullopt;
  }
  broken = !understand(bytes, arrival, error);
  return broken ? std::nullopt : std::optional(std::move(arrival));
}

} // namespace

std::vector<std::string> complete_files(const std::string& directory, std::string& error) {
  return list(directory, error, is_complete);
}

std::vector<std::string> abandoned(const std::string& directory, std::int64_t before,
                                   std::string& error) {
  return list(directory, error, [before](const std::string& name, const struct stat& status) {
    return !is_complete(name, status) && status.st_mtime < before;
  });
}

std::optional<Arrival> read(const std::string& directory, const std::string& name,
                            std::string& error, bool* broken) {
  std::optional<Arrival> arrival;
  bool hopeless = false;
  error.clear();
  try {
    arrival = read_file(directory + "/" + name, error, hopeless);
  } catch (const std::bad_alloc&) {
    error = "not enough memory";
  }
  if (broken != nullptr) {
    *broken = hopeless;
  }
  if (arrival) {
    arrival->name = name;
  } else {
    error.insert(0, "drop-box file " + name + ": ");
  }
  return arrival;
}

bool remove(const std::string& directory, const std::string& name, std::string& error) {
  error.clear();
  if (unlink((directory + "/" + name).c_str()) != 0 && errno != ENOENT) {
    error = because("cannot remove the drop-box file " + name, errno);
  }
  return error.empty();
}

bool set_aside(const std::string& directory, const std::string& name, std::string& error) {
  error.clear();
  const std::string path = directory + "/" + name;
  if (rename(path.c_str(), (path + ".broken").c_str()) != 0) {
    error = because("cannot set the drop-box file " + name + " aside", errno);
  }
  return error.empty();
}

} // namespace drop
