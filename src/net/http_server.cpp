// SPDX-License-Identifier: Apache-2.0
#include "net/http_server.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "net/http_answer.hpp"
#include "net/listen.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <list>
#include <optional>

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Socket = asio::generic::stream_protocol::socket;
using Parser = http::request_parser<http::string_body>;

constexpr int most_events = 1024; // that are handled before those who wait are answered
constexpr std::chrono::milliseconds farewell{1000}; // for the other side to read our last answer

std::string_view to_std(boost::string_view text) {
  return {text.data(), text.size()};
}

Answer answer_to(error_code why) {
  if (why == http::error::header_limit)
    return {431, "the header is too large\n"};
  if (why == http::error::body_limit)
    return {413, "the body is too large: send less at a time, or raise web.max_body\n"};
  return {400, "this is no HTTP/1.1 request: " + why.message() + "\n"};
}

// In one of these states at a time: waits for a request, has a whole one (in_hand), writes the
// answer (in_hand), or waits for the other side to go (leaving).
struct Connection {
  explicit Connection(asio::io_context& io) : socket(io), timer(io) {}
  Socket socket;
  asio::steady_timer timer;
  std::uint64_t turn = 0; // of the timer: what was set earlier counts no more
  std::optional<Parser> parser;
  std::string rest; // received and not parsed yet
  std::string out;
  std::size_t held = 0;
  bool begun = false; // something of the request has come
  bool told_to_go_on = false;
  bool waiting = false; // for bytes
  bool in_hand = false;
  bool leaving = false;
  bool proven = false; // has completed a request
  bool over = false;
  std::list<std::shared_ptr<Connection>>::iterator place;
};
using Shared = std::shared_ptr<Connection>;

} // namespace

class HttpServer::Loop {
public:
  Loop(Listener listener, const HttpLimits& limits, Serve serve, std::function<void(int)> refused)
      : limits_(limits), serve_(std::move(serve)), refused_(std::move(refused)),
        listener_(std::move(listener)), door_(io_, ::dup(listener_.descriptor())), pause_(io_) {
    limits_.connections = possible_connections(limits.connections);
  }
  const std::string& where() const { return listener_.where(); }

  void run() {
    accept();
    while (!stopped_) {
      if (ready_.empty())
        io_.run_one();
      for (int count = 0; count < most_events && io_.poll_one() > 0; ++count) {
      }
      if (!ready_.empty())
        serve_ready();
    }
    door_.close();
    // What was promised is written before we go, if the other side reads at all.
    for (int count = 0; writing_ > 0 && count < 100; ++count)
      io_.run_one_for(std::chrono::milliseconds{10});
  }
  void stop() {
    stopped_ = true;
    asio::post(io_, [] {});
  }

private:
  void accept() {
    door_.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
      if (!error)
        take_all();
    });
  }

  void take_all() {
    for (int count = 0; count < 64; ++count) {
      const int socket =
          ::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (socket >= 0) {
        take(socket);
      } else if ((errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) &&
                 !make_room()) {
        pause_.expires_after(std::chrono::milliseconds{100});
        pause_.async_wait([this](error_code) { accept(); });
        return;
      } else if (errno == EAGAIN) {
        break;
      }
    }
    accept();
  }

  void take(int socket) {
    if (connections_.size() >= limits_.connections && !make_room()) {
      ::close(socket);
      return;
    }
    const int yes = 1;
    if (listener_.family() != AF_UNIX)
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    auto one = std::make_shared<Connection>(io_);
    error_code error;
    one->socket.assign({listener_.family(), 0}, socket, error);
    if (!error)
      one->socket.non_blocking(true, error);
    if (error) {
      if (!one->socket.is_open())
        ::close(socket);
      return;
    }
    one->place = connections_.insert(connections_.end(), one);
    begin(one);
  }

  // Of those that wait for a request, the oldest that never completed one, else the oldest idle.
  bool make_room() {
    auto goes = std::find_if(connections_.begin(), connections_.end(), [](const Shared& one) {
      return !one->in_hand && (!one->proven || one->leaving);
    });
    if (goes == connections_.end())
      goes = std::find_if(connections_.begin(), connections_.end(),
                          [](const Shared& one) { return !one->in_hand && !one->begun; });
    if (goes == connections_.end())
      return false;
    close(Shared(*goes));
    return true;
  }

  // Large requests that never end must not fill the memory: the largest goes.
  void release_memory() {
    while (held_ > limits_.held) {
      const auto largest = std::max_element(
          connections_.begin(), connections_.end(), [](const Shared& a, const Shared& b) {
            return (a->in_hand ? 0 : a->held) < (b->in_hand ? 0 : b->held);
          });
      if (largest == connections_.end() || (*largest)->in_hand || (*largest)->held == 0)
        return;
      close(Shared(*largest));
    }
  }

  void hold(Connection& one, std::size_t bytes) {
    held_ += bytes - one.held;
    one.held = bytes;
  }

  void close(const Shared& one) {
    if (one->over)
      return;
    one->over = true;
    hold(*one, 0);
    error_code ignored;
    one->socket.close(ignored);
    one->timer.cancel(ignored);
    connections_.erase(one->place);
  }

  void set_timer(const Shared& one, std::chrono::milliseconds after) {
    one->timer.expires_after(after);
    one->timer.async_wait([this, one, turn = ++one->turn](error_code error) {
      if (!error && !one->over && turn == one->turn)
        expired(one);
    });
  }

  void expired(const Shared& one) {
    if (one->in_hand && one->out.empty())
      return; // it waits for us
    if (one->begun && !one->in_hand && !one->leaving)
      refuse(one, {408, "the request did not come in time\n"});
    else
      close(one);
  }

  void begin(const Shared& one) {
    one->parser.emplace();
    one->parser->eager(true);
    one->parser->header_limit(static_cast<std::uint32_t>(limits_.header));
    one->parser->body_limit(limits_.body);
    one->in_hand = one->told_to_go_on = false;
    one->begun = !one->rest.empty();
    set_timer(one, limits_.deadline);
    parse(one);
  }

  // Never twice at a time. While an answer goes out nothing is read: its bytes are still in use.
  void wait(const Shared& one) {
    if (std::exchange(one->waiting, true))
      return;
    one->socket.async_wait(Socket::wait_read, [this, one](error_code error) {
      one->waiting = false;
      if (!one->over && !(one->in_hand && !one->leaving))
        error ? close(one) : receive(one);
    });
  }

  void receive(const Shared& one) {
    error_code error;
    const auto count = one->socket.read_some(asio::buffer(scratch_), error);
    if (error == asio::error::would_block)
      return wait(one);
    if (error || one->leaving) {
      if (error == asio::error::eof && one->begun && !one->leaving)
        refuse(one, {400, "the request was cut short\n"});
      else
        error ? close(one) : wait(one);
      return;
    }
    if (!one->begun) {
      one->begun = true;
      set_timer(one, limits_.deadline);
    }
    one->rest.append(scratch_.data(), count);
    parse(one);
  }

  void parse(const Shared& one) {
    auto& parser = *one->parser;
    while (!one->rest.empty() && !parser.is_done()) {
      error_code error;
      const auto used = parser.put(asio::buffer(one->rest), error);
      one->rest.erase(0, used);
      if (error == http::error::need_more)
        break;
      if (error)
        return refuse(one, answer_to(error));
    }
    hold(*one, one->rest.size() + parser.get().body().size());
    if (parser.is_done()) {
      one->in_hand = one->proven = true;
      ready_.push_back(one);
      return;
    }
    if (parser.is_header_done() && !std::exchange(one->told_to_go_on, true) &&
        base::same_ignoring_case(to_std(parser.get()[http::field::expect]), "100-continue")) {
      error_code ignored; // who does not hear it goes on by himself after a while
      one->socket.write_some(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), ignored);
    }
    wait(one);
    release_memory();
  }

  void serve_ready() {
    const auto batch = std::exchange(ready_, {});
    std::vector<Asked> asked;
    asked.reserve(batch.size());
    for (const auto& one : batch) {
      const auto& request = one->parser->get();
      Asked& what = asked.emplace_back(
          Asked{to_std(request.method_string()), to_std(request.target()), {}, request.body()});
      for (const auto& field : request)
        what.headers.emplace_back(to_std(field.name_string()), to_std(field.value()));
    }
    std::vector<Answer> answers;
    try {
      answers = serve_(asked);
    } catch (const std::exception& error) {
      base::log(base::Level::error, std::string("a defect of ours: ") + error.what());
      answers.clear();
    }
    answers.resize(batch.size(), {500, "a defect of ours: the log says more\n"});
    for (std::size_t i = 0; i < batch.size(); ++i)
      send(batch[i], answers[i], batch[i]->parser->get().keep_alive() && !stopped_);
  }

  void refuse(const Shared& one, const Answer& answer) {
    if (refused_)
      refused_(answer.status);
    one->in_hand = true;
    send(one, answer, false);
  }

  // Mostly it goes out at once; the rest waits until the other side has read.
  void send(const Shared& one, const Answer& answer, bool keep) {
    one->out = to_bytes(answer, keep);
    error_code error;
    const auto sent = one->socket.write_some(asio::buffer(one->out), error);
    if (error && error != asio::error::would_block)
      return close(one);
    if (sent == one->out.size())
      return answered(one, keep);
    one->out.erase(0, sent);
    set_timer(one, limits_.deadline);
    ++writing_;
    asio::async_write(one->socket, asio::buffer(one->out),
                      [this, one, keep](error_code failed, std::size_t) {
                        --writing_;
                        if (!one->over)
                          failed ? close(one) : answered(one, keep);
                      });
  }

  void answered(const Shared& one, bool keep) {
    one->out.clear();
    if (keep)
      return begin(one);
    // Closed at once, what it still sends would make its kernel throw our answer away.
    error_code ignored;
    one->socket.shutdown(Socket::shutdown_send, ignored);
    one->parser.reset();
    one->rest = {};
    hold(*one, 0);
    one->in_hand = false;
    one->leaving = true;
    set_timer(one, farewell);
    wait(one);
  }

  HttpLimits limits_;
  Serve serve_;
  std::function<void(int)> refused_;
  asio::io_context io_{1};
  Listener listener_;
  asio::posix::stream_descriptor door_;
  asio::steady_timer pause_;
  std::list<Shared> connections_; // oldest first
  std::vector<Shared> ready_;     // have a whole request
  std::size_t held_ = 0;
  int writing_ = 0;
  std::atomic<bool> stopped_{false};
  std::array<char, 65536> scratch_{};
};

HttpServer::HttpServer(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
HttpServer::~HttpServer() = default;

base::Result<std::unique_ptr<HttpServer>> HttpServer::open(const std::string& where,
                                                           const HttpLimits& limits, Serve serve,
                                                           std::function<void(int)> refused) {
  auto listener = Listener::open(where);
  if (!listener)
    return base::fail(listener.error());
  return std::unique_ptr<HttpServer>(new HttpServer(
      std::make_unique<Loop>(std::move(*listener), limits, std::move(serve), std::move(refused))));
}

void HttpServer::run() {
  loop_->run();
}
void HttpServer::stop() {
  loop_->stop();
}
const std::string& HttpServer::where() const {
  return loop_->where();
}

} // namespace net
