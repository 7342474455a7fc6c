// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace base {
namespace {

Result<std::string> refuse(const std::string& path, std::string_view what, const char* hint) {
  std::string named = path.empty() ? "''" : path;
  return fail(Fault::invalid, named.append(" ").append(what), hint);
}

Result<std::string> refuse(const std::string& path, int error) {
  switch (error) {
  case ENOENT:
  case ENOTDIR:
    return refuse(path, "cannot be read: no such file", "name a file that is there");
  case EACCES:
  case EPERM:
    return refuse(path, "cannot be read: permission denied",
                  "let the user who runs this read it, and enter its folder");
  default:
    return refuse(path, "cannot be read: " + std::generic_category().message(error),
                  "name another file, or look after its disk");
  }
}

class Descriptor {
public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0)
      ::close(number_);
  }
  int operator*() const { return number_; }

private:
  int number_;
};

} // namespace

Result<std::string> read_file(const std::string& path, std::size_t most) {
  const Descriptor file(path);
  if (*file < 0)
    return refuse(path, errno);
  struct stat status {};
  if (::fstat(*file, &status) != 0)
    return refuse(path, errno);
  if (S_ISDIR(status.st_mode))
    return refuse(path, "is a folder", "name a file in it");
  if (!S_ISREG(status.st_mode))
    return refuse(path, "is no ordinary file", "name a file, not a pipe, socket or device");
  std::string out;
  constexpr std::size_t piece = 64 * 1024;
  for (;;) {
    const auto size = out.size();
    if (size > most)
      return refuse(path, "is larger than " + std::to_string(most / 1024 / 1024) + " MiB",
                    "name a smaller file");
    out.resize(size + piece);
    const auto count = ::read(*file, out.data() + size, piece);
    out.resize(size + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count < 0 && errno != EINTR)
      return refuse(path, errno);
    if (count == 0)
      return out;
  }
}

} // namespace base
