// SPDX-License-Identifier: Apache-2.0
// What lines of the ledger add up to: of a team that was asked, of a post to lists.
#include "rollout/asking.hpp"
#include "rollout/posting.hpp"

#include <catch2/catch.hpp>

using rollout::asking_of;
using rollout::askings;
using rollout::postings;

namespace {

const std::string team = "NGI_IT-INFN-T1";

base::Instant at(int hours) {
  return base::from_unix(1'795'428'000) + std::chrono::hours{hours}; // 2026-11-23 10:00 UTC
}

} // namespace

TEST_CASE("a team's lines are folded in their order, in any case of its name") {
  const auto until = rollout::until_words(at(24), "Tuesday: one working day");
  const auto all = askings({{at(0), "asked", team, until},
                            {at(25), "reminded", "ngi_it-infn-t1", "the 1. time"},
                            {at(26), "answered", team, "accepted"}});
  REQUIRE(all.size() == 1);
  const auto one = asking_of(all, "NGI_IT-infn-T1");
  CHECK(one.round == 1);
  CHECK(one.asked == at(0));
  CHECK(one.until == at(24));
  CHECK(one.because == "Tuesday: one working day");
  CHECK(one.asked_now);
  CHECK_FALSE(one.adopted);
  CHECK(one.reminded == std::vector{at(25)});
  CHECK(one.answered == at(26));
}

TEST_CASE("a team that is asked again begins anew, but for its round") {
  const auto all = askings({{at(0), "asked", team, rollout::until_words(at(24), "x")},
                            {at(1), "told_late", team, ""},
                            {at(1), "unreachable", team, ""},
                            {at(2), "answered", team, "rejected"},
                            {at(3), "unasked", team, ""},
                            {at(4), "asked", team, rollout::until_words(at(48), "y")}});
  const auto one = asking_of(all, team);
  CHECK(one.round == 2);
  CHECK(one.until == at(48));
  CHECK(one.asked_now);
  CHECK_FALSE(one.told_late);
  CHECK_FALSE(one.unreachable);
  CHECK_FALSE(one.answered);
}

TEST_CASE("an answer before the first request stays, one that was withdrawn does not") {
  CHECK(
      asking_of(askings({{at(0), "answered", team, "accepted"}, {at(1), "asked", team, ""}}), team)
          .answered == at(0));
  CHECK_FALSE(asking_of(askings({{at(0), "asked", team, ""},
                                 {at(1), "answered", team, "accepted"},
                                 {at(2), "answered", team, "withdrawn; before: accepted"}}),
                        team)
                  .answered);
}

TEST_CASE("a team that was adopted is asked now, and was not asked by us") {
  const auto one =
      asking_of(askings({{at(0), "adopted", team, rollout::until_words(at(24), "x")}}), team);
  CHECK(one.adopted);
  CHECK(one.asked_now);
  CHECK(one.until == at(24));
}

TEST_CASE("of a team that no line speaks of nothing is known but its name") {
  const auto one = asking_of({}, team);
  CHECK(one.team == team);
  CHECK(one.round == 0);
  CHECK_FALSE(one.asked_now);
}

TEST_CASE("a post is prepared once, and what is said of another one changes nothing") {
  const auto all =
      postings({{at(0), "posting_prepared", "r4f7-k2m9", "poll 1"},
                {at(1), "posting_prepared", "r4f7-k2m9", "poll 7"},
                {at(1), "posting_ordered", "xxxx-xxxx", ""},
                {at(2), "posting_cancelled", "r4f7-k2m9", "by mgr1@lab.example.test"}});
  REQUIRE(all.size() == 1);
  CHECK(all[0].kind == "poll");
  CHECK(all[0].round == 1);
  CHECK(all[0].prepared == at(0));
  CHECK_FALSE(all[0].goes);
  CHECK_FALSE(all[0].ordered);
  CHECK(all[0].cancelled == at(2));
  CHECK_FALSE(all[0].waits());
}

TEST_CASE("the words of a prepared post are read as they were written") {
  rollout::Posting post;
  post.id = "r4f7-k2m9";
  post.kind = "poll";
  post.round = 3;
  post.goes = at(5);
  const auto all = postings({{at(0), "posting_prepared", post.id, prepared_words(post)},
                             {at(1), "posting_ordered", post.id, ""}});
  REQUIRE(all.size() == 1);
  CHECK(all[0].round == 3);
  CHECK(all[0].goes == at(5));
  CHECK(all[0].ordered == at(1));
  CHECK(all[0].waits());
}
