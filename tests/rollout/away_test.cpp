// SPDX-License-Identifier: Apache-2.0
// Times in which RT or the bridge was away, and what they do to deadlines.
#include "rollout/away.hpp"

#include <catch2/catch.hpp>

using namespace rollout;
using std::chrono::hours;

namespace {

// Monday 23 November 2026, by the hours from 09:00 in Amsterdam.
base::Instant at(int hour) {
  return base::read_iso("2026-11-23T08:00:00Z").value() + hours{hour};
}

} // namespace

TEST_CASE("the words of an away line are read back, others are none") {
  const Away away{at(1), at(3)};
  CHECK(to_words(away) == "2026-11-23T09:00:00Z 2026-11-23T11:00:00Z");
  CHECK(read_away(to_words(away)) == away);
  for (const char* words : {"", "x", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z later",
                            "2026-11-23T09:00:00Z 2026-11-23T11:00:00Z 1"})
    CHECK_FALSE(read_away(words));
}

TEST_CASE("away times are put in order, and what overlaps counts once") {
  const AwayTimes away({{at(6), at(7)},
                        {at(1), at(3)},
                        {at(2), at(4)},
                        {at(4), at(5)},
                        {at(9), at(9)},
                        {at(9), at(8)}});
  CHECK(away.all() == std::vector<Away>{{at(1), at(5)}, {at(6), at(7)}});
  CHECK(away.within(at(0), at(24)) == hours{5});
  CHECK(away.within(at(2), at(6)) == hours{3});
  CHECK(away.within(at(5), at(6)) == hours{0});
  CHECK(away.within(at(7), at(5)) == hours{0});
}

TEST_CASE("a deadline moves by the time away before it, also before where it has moved to") {
  const AwayTimes away({{at(1), at(3)}, {at(9), at(10)}, {at(20), at(30)}});
  CHECK(AwayTimes().extended(at(8), at(0)) == at(8));
  CHECK(away.extended(at(1), at(0)) == at(1)); // gone when it was over
  CHECK(away.extended(at(5), at(0)) == at(7));
  CHECK(away.extended(at(5), at(2)) == at(6));  // set meanwhile
  CHECK(away.extended(at(5), at(4)) == at(5));  // it was over before
  CHECK(away.extended(at(8), at(0)) == at(11)); // two hours, and so one more
  CHECK(away.extended(at(24), at(12)) == at(34));
}

TEST_CASE("working time is counted without the time away") {
  const auto working = calendar::usual_working_time().value();
  const AwayTimes away({{at(1), at(3)}, {at(9), at(20)}});
  CHECK(away.worked(at(0), at(8), working) == hours{6});
  CHECK(away.worked(at(2), at(4), working) == hours{1});
  CHECK(away.worked(at(0), at(25), working) == hours{7}); // the evening was nobody's working time
  CHECK(away.worked(at(1), at(3), working) == hours{0});
}
