// SPDX-License-Identifier: Apache-2.0
#include "net/listen.hpp"

#include <catch2/catch.hpp>

using net::Listener;

TEST_CASE("nothing is listened on that other hosts could reach") {
  for (const std::string where : {"0.0.0.0:0", "192.0.2.1:80", "[::]:80", "example.test:80"}) {
    const auto refused = Listener::open(where);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().hint.find("web server") != std::string::npos);
  }
  for (const std::string where :
       {"", "8090", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "unix:", "unix:relative"})
    CHECK(Listener::open(where).error().fault == base::Fault::invalid);
  const auto first = Listener::open("127.0.0.1:0");
  REQUIRE(first);
  const auto second = Listener::open(first->where());
  REQUIRE_FALSE(second);
  CHECK(second.error().hint.find("web.listen") != std::string::npos);
}
