// SPDX-License-Identifier: Apache-2.0
#include "fakes/http_server.hpp"

#include <strings.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <utility>

namespace fakes {
namespace {

bool read_request(Connection& connection, Asked& asked) {
  std::string line;
  if (!connection.read_line(line))
    return false;
  const auto first = line.find(' ');
  const auto second = line.find(' ', first + 1);
  asked.method = line.substr(0, first);
  asked.target = line.substr(first + 1, second - first - 1);
  while (connection.read_line(line) && !line.empty())
    asked.headers.push_back(line);
  const auto length = asked.header("Content-Length");
  return length.empty() || connection.read_bytes(std::stoul(length), asked.body);
}

void answer_badly(Connection& connection, Canned::Manner manner) {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  switch (manner) {
  case Canned::Manner::silent:
    connection.wait_for_end();
    break;
  case Canned::Manner::cut:
    connection.send(head + "Content-Length: 100\r\n\r\nonly this");
    break;
  case Canned::Manner::drip:
    connection.send(head + "\r\n");
    while (connection.send("x"))
      std::this_thread::sleep_for(std::chrono::milliseconds(20)); // the manner itself, no waiting
    break;
  case Canned::Manner::endless:
    connection.send(head + "\r\n");
    while (connection.send(std::string(std::size_t{1} << 20U, 'x'))) {
    }
    break;
  case Canned::Manner::no_http:
    connection.send("220 mail.example.test ESMTP\r\n");
    break;
  case Canned::Manner::headers:
    connection.send(head);
    while (connection.send("X-Filler: " + std::string(1000, 'x') + "\r\n")) {
    }
    break;
  case Canned::Manner::whole:
  case Canned::Manner::gone:
    break;
  }
}

HttpServer::Answer one_after_the_other(std::vector<Canned> in_turn) {
  auto left = std::make_shared<std::vector<Canned>>(std::move(in_turn));
  return [left](const Asked&) {
    Canned next = left->front();
    if (left->size() > 1)
      left->erase(left->begin());
    return next;
  };
}

} // namespace

std::string Asked::header(const std::string& name) const {
  for (const auto& header : headers)
    if (header.size() > name.size() && header[name.size()] == ':' &&
        strncasecmp(header.c_str(), name.c_str(), name.size()) == 0) {
      const auto begin = header.find_first_not_of(' ', name.size() + 1);
      return begin == std::string::npos ? "" : header.substr(begin);
    }
  return {};
}

HttpServer::HttpServer(Answer answer)
    : answer_(std::move(answer)), loopback_([this](Connection& one) { serve(one); }) {}
HttpServer::HttpServer(std::vector<Canned> in_turn)
    : HttpServer(one_after_the_other(std::move(in_turn))) {}

std::string HttpServer::url() const {
  return "http://127.0.0.1:" + std::to_string(loopback_.port());
}

std::vector<Asked> HttpServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

// One request per connection.
void HttpServer::serve(Connection& connection) {
  Asked asked;
  if (!read_request(connection, asked))
    return;
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back(asked);
  }
  const Canned canned = answer_(asked);
  if (canned.manner != Canned::Manner::whole)
    return answer_badly(connection, canned.manner);
  std::string text = "HTTP/1.1 " + std::to_string(canned.status) + " X\r\nConnection: close\r\n";
  for (const auto& header : canned.headers)
    text += header + "\r\n";
  connection.send(text + "Content-Length: " + std::to_string(canned.body.size()) + "\r\n\r\n" +
                  canned.body);
}

} // namespace fakes
