// SPDX-License-Identifier: Apache-2.0
// A listening socket on 127.0.0.1 and one thread that serves its connections, one after the other.
// When it goes, it ends the connection in hand and waits for the thread.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace fakes {

// One accepted connection. Reads give false at its end.
class Connection {
public:
  explicit Connection(int socket) : socket_(socket) {}
  bool read_line(std::string& line); // without its line end
  bool read_bytes(std::size_t count, std::string& bytes);
  bool send(const std::string& bytes); // false: the other side has gone
  void wait_for_end();                 // says nothing until the other side has gone

private:
  bool more();
  int socket_;
  std::string buffer_;
};

class Loopback {
public:
  explicit Loopback(std::function<void(Connection&)> serve);
  ~Loopback();
  int port() const { return port_; }

private:
  void run();
  std::function<void(Connection&)> serve_;
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  int current_ = -1;
  bool over_ = false;
  std::thread thread_;
};

} // namespace fakes
