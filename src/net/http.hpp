// SPDX-License-Identifier: Apache-2.0
// HTTP as a client (libcurl, locked down: http and https only, no redirects, no proxies from the
// environment, limits on time and size, no CR or LF in a header).
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace net {

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<std::string> headers; // "Name: value"
  std::string body;
  base::Seconds timeout{30};
  std::string ca_file;                                      // empty: the system's
  std::size_t most_bytes = std::size_t{72} * 1024U * 1024U; // of the answer: 50 MB in RT's JSON
  std::string keys = {}; // "teams.gocdb_" where the configuration has gocdb_url, gocdb_timeout and
                         // gocdb_ca_file for it: remedies name them; empty: "url" and so on
  std::string unix_socket = {}; // where the server listens at a path; empty: it does not
};

struct Response {
  int status = 0;
  std::vector<std::string> headers; // "Name: value", as received
  std::string body;
};

// Keeps its connection between calls only if the other side wants so. One object per thread.
class Http {
public:
  Http();
  ~Http();
  Http(Http&&) noexcept;

  // Any status that arrived whole is a Response. Fault::temporary: it did not arrive (the message
  // says whether the request can have reached the other side); Fault::invalid: the request is not
  // fit to be sent.
  base::Result<Response> send(const Request& request);

private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

} // namespace net
