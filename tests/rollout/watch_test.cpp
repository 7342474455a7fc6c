// SPDX-License-Identifier: Apache-2.0
#include "rollout/watch.hpp"

#include <catch2/catch.hpp>

using rollout::read_watch;
using rollout::Watch;
using rollout::watch_words;

TEST_CASE("what is watched is written in words and read back") {
  const Watch open{{"NGI_IT-INFN-T1"}, {"NGI_UK-UKI-LT2-QMUL", "EGI.eu-x_y"}, {}, {}};
  CHECK(watch_words(open) == "asked: NGI_IT-INFN-T1; testing: NGI_UK-UKI-LT2-QMUL, EGI.eu-x_y");
  CHECK(read_watch(watch_words(open)) == open);
  const Watch over{{}, {}, {"NGI_IT-INFN-T1"}, base::from_unix(1'795'428'000)};
  CHECK(watch_words(over) == "leaving: NGI_IT-INFN-T1; over: 2026-11-23T10:00:00Z");
  CHECK(read_watch(watch_words(over)) == over);
  CHECK(watch_words({}).empty());
}

TEST_CASE("words that nobody has written watch nobody") {
  CHECK(read_watch("") == Watch{});
  CHECK(read_watch("over: soon; nonsense").is_empty());
  CHECK_FALSE(read_watch("over: soon").over);
}

TEST_CASE("a team is watched in any case of letters") {
  const Watch watch{{}, {}, {"NGI_IT-INFN-T1"}, {}};
  CHECK(watch.has("ngi_it-infn-t1"));
  CHECK_FALSE(watch.has("NGI_IT-INFN"));
}
