// SPDX-License-Identifier: Apache-2.0
// HTTP as a server (Boost.Beast on Asio): one thread, and all requests that are complete at one
// time are served as one batch, so that one commit can stand behind many answers. Slow and idle
// connections hinder nobody: the deadline of a request counts from its first byte, and when there
// is no room the oldest one that has never completed a request goes first.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

// Valid while it is served.
struct Asked {
  std::string_view method;
  std::string_view target;
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;

  std::string_view
  header(std::string_view name) const; // any case, the first; "" when it is not there
};

struct Answer {
  int status = 200;
  std::string body;
  std::string type = "text/plain; charset=utf-8";
  std::vector<std::string> headers = {}; // "Name: value", besides the usual ones
};

using Serve = std::function<std::vector<Answer>(const std::vector<Asked>&)>; // one answer each

struct HttpLimits {
  std::size_t header = 16U * 1024U;
  std::size_t body = 256U * 1024U;
  std::size_t connections = 4096;             // fewer where the process may have fewer files
  std::size_t held = 32U * 1024U * 1024U;     // bytes of all requests that are not complete
  std::chrono::milliseconds deadline{10'000}; // for a whole request, and for an idle connection
};

class HttpServer {
public:
  // `where` as in listen.hpp. `refused` hears the status of each request that was answered without
  // `serve`: 400, 408, 413, 431.
  static base::Result<std::unique_ptr<HttpServer>> open(const std::string& where,
                                                        const HttpLimits& limits, Serve serve,
                                                        std::function<void(int)> refused = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  void run();  // until stop(); the batch in hand is answered first
  void stop(); // from any thread
  const std::string& where() const;

private:
  class Loop;
  explicit HttpServer(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

} // namespace net
