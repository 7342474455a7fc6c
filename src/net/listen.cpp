// SPDX-License-Identifier: Apache-2.0
#include "net/listen.hpp"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace net {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr int backlog = 1024;
constexpr std::size_t spare_files = 64; // for the store, the log, calls to RT
constexpr std::string_view unix_prefix = "unix:";

struct Place {
  sockaddr_storage address{};
  socklen_t size = 0;
};

std::string reason() {
  return std::strerror(errno);
}

Result<Place> read_place(const std::string& where) {
  const auto colon = where.rfind(':');
  const std::string host = where.substr(0, colon);
  const std::string port = colon == std::string::npos ? "" : where.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 &&
                      port.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoi(port) > 65535)
    return fail(Fault::invalid, "'" + where + "' is nothing to listen on",
                "127.0.0.1:PORT, [::1]:PORT or unix:/PATH");
  const auto number = htons(static_cast<std::uint16_t>(std::stoi(port)));
  Place place;
  auto* four = reinterpret_cast<sockaddr_in*>(&place.address);
  auto* six = reinterpret_cast<sockaddr_in6*>(&place.address);
  if (host == "[::1]") {
    six->sin6_family = AF_INET6;
    six->sin6_addr = in6addr_loopback;
    six->sin6_port = number;
    place.size = sizeof *six;
    return place;
  }
  four->sin_family = AF_INET;
  four->sin_port = number;
  place.size = sizeof *four;
  const bool known =
      ::inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &four->sin_addr) == 1;
  if (!known || (ntohl(four->sin_addr.s_addr) >> 24U) != 127U)
    return fail(Fault::invalid, "'" + where + "' could be reached from other hosts",
                "listen on 127.0.0.1:" + port +
                    " or unix:/PATH, and put a web server with TLS in front of it");
  return place;
}

// The file at `path` goes away if it is a socket that nobody listens on.
Result<void> clear_way(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0)
    return {};
  if (!S_ISSOCK(status.st_mode))
    return fail(Fault::invalid, path + " is there, and is no socket", "name another path");
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const bool dead =
      ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
      errno == ECONNREFUSED;
  ::close(probe);
  if (!dead)
    return fail(Fault::temporary, "another program listens on " + path,
                "stop it, or name another path");
  ::unlink(path.c_str());
  return {};
}

} // namespace

Listener::~Listener() {
  if (descriptor_ < 0)
    return;
  ::close(descriptor_);
  if (family_ == AF_UNIX)
    ::unlink(where_.substr(unix_prefix.size()).c_str());
}

Listener::Listener(Listener&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), family_(other.family_),
      where_(std::move(other.where_)) {}

Result<Listener> Listener::open_unix(const std::string& path) {
  sockaddr_un address{};
  if (path.empty() || path.front() != '/' || path.size() >= sizeof address.sun_path)
    return fail(Fault::invalid, "'unix:" + path + "' is nothing to listen on",
                "a whole path of at most " + std::to_string(sizeof address.sun_path - 1) +
                    " bytes");
  address.sun_family = AF_UNIX;
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  if (auto cleared = clear_way(path, address); !cleared)
    return fail(cleared.error());
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0 ||
      ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const std::string why = reason();
    ::close(socket);
    return fail(Fault::temporary, "unix:" + path + ": " + why, "check the rights on its folder");
  }
  Listener listener(socket, AF_UNIX, std::string(unix_prefix) + path);
  if (::chmod(path.c_str(), 0660) != 0 || ::listen(socket, backlog) != 0)
    return fail(Fault::temporary, "unix:" + path + ": " + reason());
  return listener;
}

Result<Listener> Listener::open(const std::string& where) {
  if (where.starts_with(unix_prefix))
    return open_unix(where.substr(unix_prefix.size()));
  auto place = read_place(where);
  if (!place)
    return fail(place.error());
  auto* address = reinterpret_cast<sockaddr*>(&place->address);
  Listener listener(
      ::socket(place->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
      place->address.ss_family, where);
  const int yes = 1;
  ::setsockopt(listener.descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(listener.descriptor_, address, place->size) != 0 ||
      ::listen(listener.descriptor_, backlog) != 0)
    return fail(Fault::temporary, where + ": " + reason(),
                "another program may listen there: name another place in web.listen, or empty "
                "for none");
  ::getsockname(listener.descriptor_, address, &place->size);
  const auto port = place->address.ss_family == AF_INET6
                        ? reinterpret_cast<sockaddr_in6*>(address)->sin6_port
                        : reinterpret_cast<sockaddr_in*>(address)->sin_port;
  listener.where_ = where.substr(0, where.rfind(':') + 1) + std::to_string(ntohs(port));
  return listener;
}

std::size_t possible_connections(std::size_t wanted) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0)
    return std::min<std::size_t>(wanted, 512);
  if (files.rlim_cur < files.rlim_max && files.rlim_cur < wanted + spare_files) {
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, wanted + spare_files);
    (void)::setrlimit(RLIMIT_NOFILE, &files); // where it may not be raised, we have fewer
    (void)::getrlimit(RLIMIT_NOFILE, &files);
  }
  const std::size_t all = files.rlim_cur;
  return std::min(wanted, all > 2 * spare_files ? all - spare_files : all / 2);
}

} // namespace net
