// SPDX-License-Identifier: Apache-2.0
#include "store/scratch.hpp"
#include "store/traffic.hpp"

#include <catch2/catch.hpp>

using store::Passage;

namespace {

const base::Instant noon = base::from_unix(1'795'262'400);
constexpr base::Seconds window{600};

struct Road : Scratch {
  void went(const std::string& cause, int seconds, const std::string& sender,
            const std::string& scope = "", const std::string& trip = "",
            const std::string& place = "ticket/1") {
    REQUIRE(store::count(
        database, Passage{cause, noon + base::Seconds{seconds}, place, sender, scope, trip}));
  }
  store::Crowd crowd(const std::string& sender, int seconds = 0, std::int64_t most = 100) {
    return store::crowd(database, "ticket/1", sender, {noon + base::Seconds{seconds}, window}, most)
        .value();
  }
};

} // namespace

TEST_CASE("what went by is counted once, by sender and by place") {
  Road road;
  road.went("a", 0, "anna");
  road.went("a", 5, "anna");
  road.went("b", 1, "anna");
  road.went("c", 2, "quinn");
  road.went("d", 2, "anna", "", "", "ticket/2");
  CHECK(road.crowd("anna").of_sender == 2);
  CHECK(road.crowd("anna").in_place == 3);
  CHECK(road.crowd("quinn").of_sender == 1);
  CHECK(road.crowd("anna", 0, 1).of_sender == 1); // it counts no further than asked
  CHECK(store::passage(road.database, "b").value()->sender == "anna");
  CHECK_FALSE(store::passage(road.database, "x").value());
}

TEST_CASE("the window looks both ways, and its ends are outside of it") {
  Road road;
  road.went("a", 0, "anna");
  CHECK(road.crowd("anna", 599).of_sender == 1);
  CHECK(road.crowd("anna", 600).of_sender == 0);
  CHECK(road.crowd("anna", -599).of_sender == 1);
  CHECK(road.crowd("anna", -600).of_sender == 0);
}

TEST_CASE("what was stopped for its sender does not fill the place") {
  Road road;
  road.went("a", 0, "robot");
  road.went("b", 1, "robot", "sender", "trip-1");
  road.went("c", 2, "anna", "place", "trip-2");
  CHECK(road.crowd("robot").of_sender == 2);
  CHECK(road.crowd("robot").in_place == 2);
  CHECK(road.crowd("robot").senders_trip == "trip-1");
  CHECK(road.crowd("anna").senders_trip.empty());
  CHECK(road.crowd("anna").places_trip == "trip-2");
  CHECK(road.crowd("anna", 700).places_trip.empty());
}

TEST_CASE("the newest but some tells when there is room again") {
  Road road;
  for (int i = 0; i < 5; ++i)
    road.went(std::to_string(i), i, "anna");
  const auto newest_but = [&](std::int64_t skip) {
    return store::newest_but(road.database, "ticket/1", "anna", {noon, window}, skip).value();
  };
  CHECK(newest_but(0) == noon + base::Seconds{4});
  CHECK(newest_but(4) == noon);
  CHECK_FALSE(newest_but(5));
}

TEST_CASE("old traffic is forgotten") {
  Road road;
  road.went("a", 0, "anna");
  road.went("b", 10, "anna");
  REQUIRE(store::forget_traffic(road.database, noon + base::Seconds{5}));
  CHECK_FALSE(store::passage(road.database, "a").value());
  CHECK(store::passage(road.database, "b").value());
}

TEST_CASE("each count is answered by an index, and every row says all or nothing of its trip") {
  Road road;
  const auto plan = road.database
                        .run("EXPLAIN QUERY PLAN SELECT at FROM traffic WHERE place = 'x' AND "
                             "sender = 'y' AND at > 1 AND at < 2 ORDER BY at DESC LIMIT 1 OFFSET 9")
                        .value();
  REQUIRE(plan.size() == 1);
  CHECK(store::text(plan[0].back()).find("traffic_of_sender") != std::string::npos);
  CHECK_FALSE(store::count(road.database, {"a", noon, "p", "s", "sender", ""}));
  CHECK_FALSE(store::count(road.database, {"b", noon, "p", "s", "nonsense", "t"}));
}
