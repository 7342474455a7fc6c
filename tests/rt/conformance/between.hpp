// SPDX-License-Identifier: Apache-2.0
// Stands between our client and RT: others may write to RT while we are at it, and RT's answer may
// get lost although it has done what it was asked.
#pragma once

#include "fakes/http_server.hpp"
#include "lab.hpp"
#include "net/http.hpp"

#include <atomic>
#include <functional>
#include <string>

namespace lab {

class Between {
public:
  // `before` is called before the first `times` calls of this method and path go on to RT.
  Between(std::string method, std::string path, int times, std::function<void()> before)
      : method_(std::move(method)), path_("/REST/2.0" + path), left_(times),
        before_(std::move(before)) {}

  rt::Client client() const {
    auto settings = ours();
    settings.url = server_.url();
    return rt::Client(settings);
  }

  void lose_answers() { loses_ = true; } // of those calls

private:
  fakes::Canned pass(const fakes::Asked& asked) {
    const bool meant = asked.method == method_ &&
                       asked.target.substr(0, asked.target.find('?')) == path_ &&
                       left_.fetch_sub(1) > 0;
    if (meant && before_)
      before_();
    net::Request request{asked.method, ours().url + asked.target, {},
                         asked.body,   base::Seconds{60},         {}};
    for (const char* name : {"Authorization", "Cookie", "Content-Type", "If-Match"})
      if (const auto value = asked.header(name); !value.empty())
        request.headers.push_back(std::string(name) + ": " + value);
    net::Http http;
    const auto answer = http.send(request);
    if (!answer || (meant && loses_))
      return {0, {}, {}, fakes::Canned::Manner::gone};
    fakes::Canned canned{answer->status, answer->body, {}, {}};
    for (const auto& header : answer->headers)
      for (const char* name : {"ETag:", "Location:", "Set-Cookie:"})
        if (header.starts_with(name))
          canned.headers.push_back(header);
    return canned;
  }

  std::string method_;
  std::string path_;
  std::atomic<int> left_;
  std::function<void()> before_;
  std::atomic<bool> loses_{false};
  fakes::HttpServer server_{[this](const fakes::Asked& asked) { return pass(asked); }};
};

} // namespace lab
