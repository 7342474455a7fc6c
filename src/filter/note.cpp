// SPDX-License-Identifier: Apache-2.0
#include "filter/note.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace filter {
namespace {

class Line {
public:
  void add(std::string_view text) {
    for (const char c : text.substr(0, std::min(text.size(), sizeof bytes_ - size_))) {
      // what a sender chose must not begin a new log line
      bytes_[size_++] = (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? '?' : c;
    }
  }
  void add(int number) {
    char digits[16];
    add({digits, static_cast<std::size_t>(
                     std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
  }
  std::string_view text() const { return {bytes_, size_}; }

private:
  char bytes_[1000];
  std::size_t size_ = 0;
};

} // namespace

void note(Gravity gravity, std::string_view text, std::string_view more) {
  constexpr int facility_mail = 2 << 3;
  Line line;
  line.add("<");
  line.add(facility_mail | static_cast<int>(gravity));
  line.add(">rollout-filter[");
  line.add(static_cast<int>(getpid()));
  line.add("]: ");
  line.add(text);
  line.add(more);

  const int log = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (log < 0) {
    return;
  }
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/dev/log");
  sendto(log, line.text().data(), line.text().size(), MSG_NOSIGNAL,
         reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(log);
}

} // namespace filter
