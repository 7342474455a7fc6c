// SPDX-License-Identifier: Apache-2.0
// A server that answers as RT was seen to answer, one can of words for each question.
#pragma once

#include "fakes/http_server.hpp"
#include "rt/client.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>

namespace canned_rt {

using fakes::Asked;
using fakes::Canned;
using fakes::HttpServer;

inline const std::string secret = "very-secret";

inline const std::string ticket_json =
    R"({"id":"4711","Queue":{"id":"4","Name":"q"},"Status":"Open",
  "Subject":"s","CustomFields":[{"name":"F","values":["a"]}],"_hyperlinks":[]})";

inline std::string items(const std::string& rows) {
  return R"({"items":[)" + rows + R"(],"pages":0.0,"total":null})";
}

inline bool is(const Asked& asked, const std::string& method, const std::string& path) {
  return asked.method == method && asked.target.starts_with(path);
}

// A server with a login page and a living session; all else as told.
inline HttpServer::Answer rt_that(std::function<Canned(const Asked&)> answers) {
  return [answers = std::move(answers)](const Asked& asked) -> Canned {
    if (is(asked, "POST", "/NoAuth/Login.html"))
      return {200,
              "",
              {"Set-Cookie: RT_SID_x.80=first; path=/", "Set-Cookie: RT_SID_x.80=good; path=/"},
              {}};
    if (is(asked, "GET", "/REST/2.0/rt") && asked.header("Authorization").empty())
      return {asked.header("Cookie") == "RT_SID_x.80=good" ? 200 : 302, "{}", {}, {}};
    return answers(asked);
  };
}

inline rt::Client client_of(const HttpServer& server) {
  return rt::Client({server.url() + "/", "bridge", secret, {}, base::Seconds{5}});
}

template <class T> base::Error must_fail(const base::Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  INFO(base::describe(result.error()));
  CHECK(base::describe(result.error()).find(secret) == std::string::npos);
  return result.error();
}

inline int count(const HttpServer& server, const std::string& method, const std::string& path) {
  const auto asked = server.asked();
  return static_cast<int>(std::count_if(asked.begin(), asked.end(),
                                        [&](const Asked& one) { return is(one, method, path); }));
}

} // namespace canned_rt
