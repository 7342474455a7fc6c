// SPDX-License-Identifier: Apache-2.0
// Signed web hooks at a server on 127.0.0.1, each connection with one request under way, for some
// seconds. Prints: requests per second, p50, p99 and max in ms, how many had another status.
//   hook_load PORT SECRET CONNECTIONS SECONDS STATUS FIRST    (SECRET: whsec_…; FIRST: number of
//   the first transaction; each hook tells of one new transaction of one of 1,000 tickets)
#include "base/base64.hpp"
#include "base/digest.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Load {
  std::uint16_t port;
  std::string key;
  std::string status; // "HTTP/1.1 202"
  long transaction;

  std::string next_request() {
    const std::string id = "rt-" + std::to_string(transaction);
    const std::string time = std::to_string(std::time(nullptr));
    const std::string body = R"({"v":1,"ticket":)" + std::to_string(1 + transaction % 1000) +
                             R"(,"queue":"staged-rollout","transactions":[{"id":)" +
                             std::to_string(transaction) +
                             R"(,"type":"CustomField","field":"EA Teams","old":"",)"
                             R"("new":"NGI_IT-INFN-T1","creator":"mgr1"}]})";
    ++transaction;
    const auto code = base::hmac_sha256(key, id + "." + time + "." + body);
    return "POST /hooks/rt HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "webhook-id: " +
           id + "\r\nwebhook-timestamp: " + time + "\r\nwebhook-signature: v1," +
           base::encode_base64(code) + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }
};

struct Connection {
  int socket = -1;
  Clock::time_point sent;
  std::string answer;
};

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  return socket;
}

void ask(Load& load, Connection& one) {
  if (one.socket < 0)
    return;
  const std::string request = load.next_request();
  one.answer.clear();
  one.sent = Clock::now();
  if (::send(one.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size()))
    std::perror("send");
}

// The whole answer is there: head, and as many bytes as it announces.
bool is_whole(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  if (end == std::string::npos)
    return false;
  const auto length = answer.find("Content-Length: ");
  if (length == std::string::npos || length > end)
    return true;
  return answer.size() >= end + 4 + std::stoul(answer.substr(length + 16));
}

} // namespace

int main(int count, char** words) {
  if (count != 7)
    return 2;
  Load load{static_cast<std::uint16_t>(std::stoi(words[1])),
            base::decode_base64(std::string(words[2]).substr(6)),
            "HTTP/1.1 " + std::string(words[5]), std::stol(words[6])};
  std::vector<Connection> all(std::stoul(words[3]));
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].socket = connect_to(load.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, all[i].socket, &event);
  }
  std::vector<double> took;
  long wrong = 0;
  const auto began = Clock::now();
  const auto end = began + std::chrono::seconds(std::stoi(words[4]));
  for (auto& one : all)
    ask(load, one);
  std::array<epoll_event, 256> events{};
  std::array<char, 65536> bytes{};
  while (Clock::now() < end) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1000);
    for (int i = 0; i < ready; ++i) {
      auto& one = all[events[static_cast<std::size_t>(i)].data.u64];
      const auto got = ::read(one.socket, bytes.data(), bytes.size());
      if (got <= 0) {
        ::close(one.socket);
        std::fprintf(stderr, "a connection was closed\n");
        return 1;
      }
      one.answer.append(bytes.data(), static_cast<std::size_t>(got));
      if (!is_whole(one.answer))
        continue;
      took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - one.sent).count());
      wrong += one.answer.starts_with(load.status) ? 0 : 1;
      ask(load, one);
    }
  }
  const double span = std::chrono::duration<double>(Clock::now() - began).count();
  if (took.empty())
    return 1;
  std::sort(took.begin(), took.end());
  std::printf("%.0f %.2f %.2f %.2f %ld\n", static_cast<double>(took.size()) / span,
              took[took.size() / 2], took[took.size() * 99 / 100], took.back(), wrong);
  return 0;
}
