// SPDX-License-Identifier: Apache-2.0
#include "net/http_server.hpp"
#include "net/listen.hpp"
#include "store/scratch.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <mutex>
#include <thread>

using namespace net;
using std::chrono::milliseconds;

namespace {

// One connection, as a raw client sees it. Reads end when the server closes or the text is there.
class Client {
public:
  explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect(reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
  explicit Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    connect(reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  bool send(const std::string& bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  void no_more() const { ::shutdown(socket_, SHUT_WR); }
  // All that comes until `text` has come `times` times, or the end.
  std::string read_until(const std::string& text, int times = 1) {
    std::array<char, 4096> some{};
    while (true) {
      int found = 0;
      for (auto at = got_.find(text); at != std::string::npos; at = got_.find(text, at + 1))
        ++found;
      if (found >= times)
        return got_;
      const auto count = ::recv(socket_, some.data(), some.size(), 0);
      if (count <= 0)
        return got_;
      got_.append(some.data(), static_cast<std::size_t>(count));
    }
  }
  std::string read_to_end() { return read_until("\x01no such text\x01"); }

private:
  void connect(const sockaddr* address, socklen_t size) {
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, address, size) == 0;
  }
  int socket_;
  bool connected_ = false;
  std::string got_;
};

// Answers with what was asked: "POST /x 5", and counts batches.
struct Running {
  explicit Running(HttpLimits limits = {}, const std::string& where = "127.0.0.1:0") {
    auto opened = HttpServer::open(
        where, limits, [this](const std::vector<Asked>& asked) { return answer(asked); },
        [this](int status) {
          const std::lock_guard lock(mutex);
          refused.push_back(status);
        });
    REQUIRE(opened);
    server = std::move(*opened);
    thread = std::thread([this] { server->run(); });
  }
  ~Running() { end(); }
  void end() {
    server->stop();
    if (thread.joinable())
      thread.join();
  }
  int port() const { return std::stoi(server->where().substr(server->where().rfind(':') + 1)); }

  std::vector<Answer> answer(const std::vector<Asked>& asked) {
    std::vector<Answer> out;
    const std::lock_guard lock(mutex);
    largest = std::max(largest, asked.size());
    if (hold)
      hold();
    for (const auto& one : asked)
      out.push_back({202, std::string(one.method) + " " + std::string(one.target) + " " +
                              std::to_string(one.body.size()) + " " +
                              std::string(one.header("X-Word")) + "!"});
    return out;
  }

  std::mutex mutex;
  std::vector<int> refused;
  std::size_t largest = 0;
  std::function<void()> hold;
  std::unique_ptr<HttpServer> server;
  std::thread thread;
};

std::string post(const std::string& body, const std::string& more = {}) {
  return "POST /x HTTP/1.1\r\nHost: h\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

HttpLimits with_deadline(int ms) {
  HttpLimits limits;
  limits.deadline = milliseconds{ms};
  return limits;
}

} // namespace

TEST_CASE("one connection serves one request after the other") {
  Running running;
  Client client(running.port());
  client.send(post("hello", "x-word: twice\r\n"));
  contains(client.read_until("!"), "POST /x 5 twice!");
  client.send("GET /y HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto got = client.read_until("!", 2);
  contains(got, "GET /y 0 !");
  contains(got, "HTTP/1.1 202 Accepted\r\n");
  contains(got, "Connection: keep-alive\r\n");
}

TEST_CASE("requests sent ahead are answered in order") {
  Running running;
  Client client(running.port());
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
  client.send(all);
  const auto got = client.read_until("!", 50);
  std::size_t at = 0;
  for (int i = 0; i < 50; ++i) {
    at = got.find("GET /" + std::to_string(i) + " 0", at);
    REQUIRE(at != std::string::npos);
  }
}

TEST_CASE("a request may come byte by byte, and in chunks") {
  Running running;
  Client client(running.port());
  for (const char c : post("hello"))
    client.send(std::string(1, c));
  contains(client.read_until("!"), "POST /x 5");
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.send("4\r\ndefg\r\n0\r\n\r\n");
  contains(client.read_until("!", 2), "POST /x 7");
}

TEST_CASE("who asks whether to go on is told so") {
  Running running;
  Client client(running.port());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  contains(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue");
  client.send("hello");
  contains(client.read_until("!"), "POST /x 5");
}

TEST_CASE("the connection ends when the client wants it to") {
  Running running;
  Client client(running.port());
  client.send(post("hello", "Connection: close\r\n"));
  contains(client.read_to_end(), "Connection: close\r\n");
  Client old(running.port());
  old.send("GET /y HTTP/1.0\r\n\r\n");
  contains(old.read_to_end(), "GET /y 0");
}

TEST_CASE("what is too large is refused before it is taken, and the connection ends") {
  HttpLimits limits;
  limits.body = 1000;
  Running running(limits);
  Client announced(running.port());
  announced.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n");
  contains(announced.read_to_end(), "HTTP/1.1 413 ");
  Client sent(running.port());
  sent.send(post(std::string(500'000, 'x')));
  contains(sent.read_to_end(), "HTTP/1.1 413 ");
  Client chunked(running.port());
  chunked.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" +
               std::string(500, 'x') + "\r\n1f5\r\n" + std::string(501, 'x') + "\r\n0\r\n\r\n");
  contains(chunked.read_to_end(), "HTTP/1.1 413 ");
  Client fits(running.port());
  fits.send(post(std::string(1000, 'x')));
  contains(fits.read_until("!"), "POST /x 1000");
  Client header(running.port());
  header.send("GET /x HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  contains(header.read_to_end(), "HTTP/1.1 431 ");
  Client endless(running.port());
  endless.send(std::string(20'000, 'x'));
  contains(endless.read_to_end(), "HTTP/1.1 4");
  CHECK(running.refused.size() == 5);
}

TEST_CASE("what is no HTTP, or could be read in two ways, is refused") {
  Running running;
  for (const std::string bytes :
       {"\x16\x03\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET /x HTTP/9.9\r\n\r\n",
        "GET /x HTTP/1.1\r\nno colon\r\n\r\n", "GET /x HTTP/1.1\nHost: h\n\n",
        "POST /x HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /x HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST /x HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"}) {
    INFO(bytes);
    Client client(running.port());
    client.send(bytes);
    client.no_more();
    contains(client.read_to_end(), "HTTP/1.1 400 ");
  }
}

TEST_CASE("a request that is cut short is refused, an empty connection is nothing") {
  Running running;
  Client cut(running.port());
  cut.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello");
  cut.no_more();
  contains(cut.read_to_end(), "HTTP/1.1 400 ");
  Client empty(running.port());
  empty.no_more();
  CHECK(empty.read_to_end().empty());
}

TEST_CASE("bytes do not put off the deadline") {
  Running running(with_deadline(200));
  Client slow(running.port());
  const auto began = std::chrono::steady_clock::now();
  const std::string request = post(std::string(1'000'000, 'x'));
  std::thread drips([&] {
    for (std::size_t at = 0; at < 200; ++at) {
      if (!slow.send(request.substr(at, 1)))
        return;
      std::this_thread::sleep_for(milliseconds{5}); // what is tested is slowness
    }
  });
  contains(slow.read_to_end(), "HTTP/1.1 408 ");
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{5});
  drips.join();
  Client idle(running.port());
  CHECK(idle.read_to_end().empty());
}

TEST_CASE("when there is no room, the oldest that never asked anything goes") {
  HttpLimits limits;
  limits.connections = 8;
  Running running(limits);
  Client known(running.port());
  known.send(post("a"));
  contains(known.read_until("!"), "POST /x 1");
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 20; ++i) {
    silent.push_back(std::make_unique<Client>(running.port()));
    silent.back()->send("POST /x HTTP/1.1\r\nHost:");
  }
  Client late(running.port());
  late.send(post("bb"));
  contains(late.read_until("!"), "POST /x 2");
  known.send(post("ccc"));
  contains(known.read_until("!", 2), "POST /x 3");
  CHECK(silent.front()->read_to_end().empty());
}

TEST_CASE("large requests that never end do not fill the memory") {
  HttpLimits limits;
  limits.held = 100'000;
  Running running(limits);
  std::vector<std::unique_ptr<Client>> greedy;
  for (int i = 0; i < 10; ++i) {
    greedy.push_back(std::make_unique<Client>(running.port()));
    greedy.back()->send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n" +
                        std::string(30'000, 'x'));
  }
  Client good(running.port());
  good.send(post(std::string(1000, 'x')));
  contains(good.read_until("!"), "POST /x 1000");
  int closed = 0;
  for (auto& one : greedy) {
    one->no_more();
    closed += one->read_to_end().empty() ? 1 : 0;
  }
  CHECK(closed >= 6);
}

TEST_CASE("those that come while others are served are one batch") {
  Running running;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 20; ++i)
    clients.push_back(std::make_unique<Client>(running.port()));
  running.hold = [&] {
    if (running.largest == 1 && clients.size() == 20)
      for (int i = 1; i < 20; ++i)
        clients[static_cast<std::size_t>(i)]->send(post("b"));
  };
  clients[0]->send(post("a"));
  for (auto& client : clients)
    contains(client->read_until("!"), "POST /x 1");
  CHECK(running.largest == 19);
}

TEST_CASE("a defect behind the server is 500 for those that it met") {
  Running running;
  running.hold = [&] {
    running.hold = nullptr;
    throw std::runtime_error("a defect");
  };
  Client client(running.port());
  client.send(post("a"));
  contains(client.read_until("says more\n"), "HTTP/1.1 500 ");
  client.send(post("a"));
  contains(client.read_until("!"), "POST /x 1");
}

TEST_CASE("stop ends it, with connections open and none") {
  Running running;
  Client idle(running.port());
  Client half(running.port());
  half.send("POST /x HTTP");
  Client served(running.port());
  served.send(post("a"));
  served.read_until("!");
  running.end();
  const int port = running.port();
  running.server.reset();
  CHECK(idle.read_to_end().empty());
  CHECK_FALSE(Client(port).connected());
  running.server = HttpServer::open("127.0.0.1:" + std::to_string(port), {}, {}).value();
}

TEST_CASE("a Unix socket is for owner and group, and goes away with its server") {
  ScratchFolder scratch;
  const std::string path = scratch.folder + "/socket";
  {
    Running running({}, "unix:" + path);
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0660U);
    Client client(path);
    client.send(post("hello"));
    contains(client.read_until("!"), "POST /x 5");
    const auto second = Listener::open("unix:" + path);
    REQUIRE_FALSE(second);
    contains(second.error().what, "another program listens");
  }
  struct stat status {};
  CHECK(::stat(path.c_str(), &status) != 0);
}

TEST_CASE("the socket of a dead program is in nobody's way, a file is") {
  ScratchFolder scratch;
  const std::string path = scratch.folder + "/socket";
  const int dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(dead, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  ::close(dead);
  CHECK(Listener::open("unix:" + path));
  std::ofstream(path) << "precious";
  const auto refused = Listener::open("unix:" + path);
  REQUIRE_FALSE(refused);
  contains(refused.error().what, "is no socket");
  CHECK(std::filesystem::file_size(path) == 8);
}
