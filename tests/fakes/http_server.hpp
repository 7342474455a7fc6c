// SPDX-License-Identifier: Apache-2.0
// A small HTTP server that answers as it is told, also badly, and remembers what it was asked.
#pragma once

#include "fakes/loopback.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace fakes {

struct Canned {
  enum class Manner {
    whole,   // as a good server does
    silent,  // never answers
    cut,     // promises more than it sends, and closes
    drip,    // one byte after the other, for ever
    endless, // as fast as it can, for ever
    gone,    // closes without a word
    no_http, // greets as a mail server does
    headers, // of them without end
  };
  int status = 200;
  std::string body;
  std::vector<std::string> headers; // "Name: value"
  Manner manner = Manner::whole;
};

struct Asked {
  std::string method;
  std::string target;
  std::vector<std::string> headers;
  std::string body;
  std::string header(const std::string& name) const; // "" when it is not there
};

class HttpServer {
public:
  using Answer = std::function<Canned(const Asked&)>;
  explicit HttpServer(Answer answer);
  explicit HttpServer(std::vector<Canned> in_turn); // the last one again and again

  std::string url() const;
  std::vector<Asked> asked() const;

private:
  void serve(Connection& connection);
  Answer answer_;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  Loopback loopback_;
};

} // namespace fakes
