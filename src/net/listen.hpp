// SPDX-License-Identifier: Apache-2.0
// A door that only this host can knock at: a port on loopback, or a Unix socket with mode 0660. For
// other hosts a web server with TLS stands in front.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>

namespace net {

// How many of the `wanted` connections this process may have at once: the limit of open files is
// raised as far as we may, and some are left for everything else.
std::size_t possible_connections(std::size_t wanted);

class Listener {
public:
  // `where`: "127.0.0.1:8090", "[::1]:8090", "localhost:8090" (port 0: any free one), or
  // "unix:/path": mode 0660; the socket of a dead program is removed, that of a live one is not.
  // Fault::invalid for anything else; Fault::temporary when it is taken.
  static base::Result<Listener> open(const std::string& where);
  ~Listener();
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;

  int descriptor() const { return descriptor_; }
  int family() const { return family_; }
  const std::string& where() const { return where_; } // with the port that was found

private:
  Listener(int descriptor, int family, std::string where)
      : descriptor_(descriptor), family_(family), where_(std::move(where)) {}
  static base::Result<Listener> open_unix(const std::string& path);
  int descriptor_;
  int family_;
  std::string where_;
};

} // namespace net
