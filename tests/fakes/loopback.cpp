// SPDX-License-Identifier: Apache-2.0
#include "fakes/loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace fakes {

bool Connection::more() {
  std::array<char, 16384> room{};
  const auto count = recv(socket_, room.data(), room.size(), 0);
  if (count > 0)
    buffer_.append(room.data(), static_cast<std::size_t>(count));
  return count > 0;
}

bool Connection::read_line(std::string& line) {
  std::size_t end = 0;
  while ((end = buffer_.find('\n')) == std::string::npos)
    if (!more())
      return false;
  line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  if (!line.empty() && line.back() == '\r')
    line.pop_back();
  return true;
}

bool Connection::read_bytes(std::size_t count, std::string& bytes) {
  while (buffer_.size() < count)
    if (!more())
      return false;
  bytes = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return true;
}

bool Connection::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const auto count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0)
      return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

void Connection::wait_for_end() {
  while (more())
    buffer_.clear();
}

Loopback::Loopback(std::function<void(Connection&)> serve) : serve_(std::move(serve)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  void* plain = &address;
  auto* name = static_cast<sockaddr*>(plain);
  if (listener_ < 0 || bind(listener_, name, length) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, name, &length) != 0)
    throw std::runtime_error("no loopback socket");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

Loopback::~Loopback() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    shutdown(listener_, SHUT_RDWR);
    if (current_ >= 0)
      shutdown(current_, SHUT_RDWR);
  }
  thread_.join();
  close(listener_);
}

void Loopback::run() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    {
      const std::lock_guard lock(mutex_);
      if (over_ || client < 0) {
        if (client >= 0)
          close(client);
        return;
      }
      current_ = client;
    }
    Connection connection(client);
    serve_(connection);
    const std::lock_guard lock(mutex_);
    current_ = -1;
    close(client);
  }
}

} // namespace fakes
