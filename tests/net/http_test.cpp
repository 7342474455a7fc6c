// SPDX-License-Identifier: Apache-2.0
#include "fakes/http_server.hpp"
#include "net/http.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string>

using base::Fault;
using fakes::Canned;
using fakes::HttpServer;
using Manner = fakes::Canned::Manner;

namespace {

net::Request get(const std::string& url, int seconds = 5) {
  net::Request request;
  request.url = url;
  request.timeout = base::Seconds{seconds};
  return request;
}

base::Error error_of(const net::Request& request) {
  net::Http http;
  const auto answer = http.send(request);
  REQUIRE_FALSE(answer.has_value());
  return answer.error();
}

bool says(const base::Error& error, const std::string& words) {
  INFO(error.what);
  return error.what.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("http: any status that arrived whole is an answer") {
  const HttpServer server({{404, "not here", {"X-One: 1", "x-two:2"}, {}}, {200, "", {}, {}}});
  net::Http http;
  auto answer = http.send(get(server.url() + "/a?b=c"));
  REQUIRE(answer);
  CHECK(answer->status == 404);
  CHECK(answer->body == "not here");
  CHECK(answer->headers.at(1) == "X-One: 1");
  answer = http.send(get(server.url()));
  REQUIRE(answer);
  CHECK(answer->headers.size() == 2); // nothing is left of the answer before
  CHECK(server.asked().front().target == "/a?b=c");
}

TEST_CASE("http: bodies go out as they are, and nobody waits for 100 Continue") {
  const HttpServer server({{201, "", {}, {}}});
  net::Http http;
  for (const std::string method : {"POST", "PUT"}) {
    auto request = get(server.url());
    request.method = method;
    request.headers = {"Content-Type: application/json"};
    request.body = std::string(2000000, 'a') + std::string("\0\r\n", 3);
    REQUIRE(http.send(request));
    const auto asked = server.asked().back();
    CHECK(asked.method == method);
    CHECK((asked.body == request.body));
    CHECK(asked.header("Expect").empty());
    CHECK(asked.header("Content-Type") == "application/json");
  }
}

TEST_CASE("http: redirects are not followed and the environment's proxy is not asked") {
  const HttpServer other({{200, "", {}, {}}});
  const HttpServer server({{302, "", {"Location: " + other.url()}, {}}});
  setenv("http_proxy", other.url().c_str(), 1);
  net::Http http;
  const auto answer = http.send(get(server.url()));
  unsetenv("http_proxy");
  REQUIRE(answer);
  CHECK(answer->status == 302);
  CHECK(other.asked().empty());
}

TEST_CASE("http: CR, LF and NUL are refused before anything is sent") {
  const HttpServer server({{200, "", {}, {}}});
  for (const auto& evil : {std::string("\r"), std::string("\n"), std::string("\0", 1)}) {
    CHECK(error_of(get(server.url() + "/" + evil)).fault == Fault::invalid);
    auto request = get(server.url());
    request.headers = {"X: a" + evil + "Y: b"};
    CHECK(error_of(request).fault == Fault::invalid);
    request.headers.clear();
    request.method = "GET" + evil;
    CHECK(error_of(request).fault == Fault::invalid);
  }
  CHECK(server.asked().empty());
}

TEST_CASE("http: files and other protocols are not opened") {
  for (const std::string url :
       {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", ""})
    CHECK(error_of(get(url)).fault == Fault::invalid);
}

TEST_CASE("http: a closed port is named, and that nothing was sent") {
  std::string url;
  { url = HttpServer({{200, "", {}, {}}}).url(); }
  const auto error = error_of(get("http://user:secret@" + url.substr(7) + "/path?key=value"));
  CHECK(error.fault == Fault::temporary);
  CHECK(says(error, url + " does not answer: connection refused; nothing was sent"));
  CHECK_FALSE(error.in_doubt);
  CHECK_FALSE(says(error, "secret"));
  CHECK_FALSE(error.hint.empty());
}

TEST_CASE("http: answers that never end well are temporary and may have arrived") {
  struct Row {
    Manner manner;
    std::string words;
    std::string hint;
  };
  for (const auto& [manner, words, hint] :
       {Row{Manner::silent, " answered too slowly: nothing whole within 1 s", "rt.timeout is 1 s"},
        Row{Manner::drip, " answered too slowly: nothing whole within 1 s", "rt.timeout is 1 s"},
        Row{Manner::cut, " broke off in the middle of its answer", "it is asked again"},
        Row{Manner::gone, " closed the connection without an answer", "check rt.url"},
        Row{Manner::no_http, ": what answers there is no web server", "check rt.url"}}) {
    const HttpServer server({{200, "", {}, manner}});
    auto request = get(server.url(), 1);
    request.keys = "rt.";
    auto error = error_of(request);
    CHECK(error.fault == Fault::temporary);
    CHECK(error.what == server.url() + words);
    CHECK(error.hint.find(hint) != std::string::npos);
    CHECK(error.in_doubt);
    request.method = "POST"; // a question that is lost has done nothing; this may have
    error = error_of(request);
    CHECK(error.what == server.url() + words + "; what was sent may have arrived");
    CHECK(error.in_doubt);
  }
}

TEST_CASE("http: who speaks no TLS is told from who is not trusted") {
  const fakes::Loopback plain([](fakes::Connection& one) {
    one.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    one.wait_for_end();
  });
  const auto url = "https://127.0.0.1:" + std::to_string(plain.port());
  const auto error = error_of(get(url));
  CHECK(error.fault == Fault::temporary);
  CHECK(says(error, " speaks no TLS"));
  CHECK(error.hint == "is http:// meant? check url");
  auto request = get(url);
  request.ca_file = "/nonexistent";
  request.keys = "teams.gocdb_";
  CHECK(says(error_of(request), ": the certificates in /nonexistent cannot be read"));
  CHECK(error_of(request).hint.starts_with("teams.gocdb_ca_file is to be"));
}

TEST_CASE("http: a body without end is cut off") {
  const HttpServer server({{200, "", {}, Manner::endless}});
  const auto error = error_of(get(server.url(), 60));
  CHECK(error.fault == Fault::temporary);
  CHECK(error.what == server.url() + " sends an answer without end");
  CHECK(error.hint == "at most 72 MiB are taken");
  auto smaller = get(server.url(), 60);
  smaller.most_bytes = std::size_t{3} * 1024U * 1024U;
  CHECK(error_of(smaller).hint == "at most 3 MiB are taken");
}

TEST_CASE("http: headers without end are cut off") {
  const HttpServer server({{200, "", {}, Manner::headers}});
  const auto error = error_of(get(server.url(), 60));
  CHECK(error.what == server.url() + " sends headers without end");
  CHECK(error.hint == "at most 256 KiB are taken");
}

TEST_CASE("http: an answer takes no more room than it may have bytes") {
  for (const std::size_t size : {std::size_t{10}, std::size_t{1'000'000}, std::size_t{5'000'000}}) {
    const HttpServer server({{200, std::string(size, 'x'), {}, {}}});
    auto request = get(server.url());
    request.most_bytes = 5'000'000;
    net::Http http;
    const auto answer = http.send(request);
    REQUIRE(answer);
    CHECK(answer->body.size() == size);
    CHECK(answer->body.capacity() <= request.most_bytes);
  }
}

TEST_CASE("http: what is not safe to repeat is sent once only") {
  const HttpServer server({{200, "", {}, {}}, {200, "", {}, Manner::gone}});
  net::Http http;
  auto request = get(server.url());
  request.method = "POST";
  REQUIRE(http.send(request));
  REQUIRE_FALSE(http.send(request));
  CHECK(server.asked().size() == 2);
}
