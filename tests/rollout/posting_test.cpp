// SPDX-License-Identifier: Apache-2.0
// What became of a posting is told by lines of the ledger, its own and those of its mail.
#include "rollout/posting.hpp"

#include <catch2/catch.hpp>

using namespace rollout;
using std::chrono::hours;

namespace {

const std::string emi = "early-adopters-emi@lists.example";
const std::string osg = "osg-general@lists.example";
const std::string not_a_member = "held: The message is not from a list member (";

struct Told {
  base::Instant now = base::read_iso("2026-11-23T10:00:00Z").value();
  Posting posting;

  explicit Told(const std::string& lists) {
    const auto all = postings({{now, "posting_prepared", "r4f7-k2m9", "poll 1"},
                               {now, "posting_sent", "r4f7-k2m9", "to " + lists}});
    REQUIRE(all.size() == 1);
    posting = all.front();
  }
  // An hour later.
  std::string then(const std::string& what, const std::string& words) {
    now += hours{1};
    add({now, what, "r4f7-k2m9", words}, posting);
    return in_words(posting);
  }
};

} // namespace

TEST_CASE("a posting is sent when the mail server has taken it for every list") {
  Told told(emi + ", " + osg);
  CHECK(in_words(told.posting) == "Call for volunteers: goes out now");
  CHECK_FALSE(told.posting.waits());
  CHECK_FALSE(told.posting.is_on_a_list());
  CHECK(told.then("sent", "to " + emi) ==
        "Call for volunteers: goes out now, 1 of 2 lists have it");
  CHECK(told.posting.is_on_a_list());
  CHECK(told.then("sent", "to " + osg) == "Call for volunteers: sent 2026-11-23 12:00 UTC");
}

TEST_CASE("what came back from a list is delivered there, and its earlier trouble is over") {
  Told told(emi);
  CHECK(told.then("sent", "to " + emi) == "Call for volunteers: sent 2026-11-23 11:00 UTC");
  CHECK(told.then("post_notice", not_a_member + emi + ")") ==
        "Call for volunteers: not delivered yet, sent 2026-11-23 11:00 UTC; " + not_a_member + emi +
            ")");
  CHECK(told.then("posting_seen", emi) ==
        "Call for volunteers: sent 2026-11-23 11:00 UTC, seen on the list 2026-11-23 13:00 UTC");
  SECTION("a trouble that comes later stays") {
    CHECK(told.then("post_notice", not_a_member + emi + ")").find("not delivered yet") !=
          std::string::npos);
  }
  SECTION("a copy that comes twice was seen at first") {
    CHECK(told.then("posting_seen", emi).ends_with("seen on the list 2026-11-23 13:00 UTC"));
  }
}

TEST_CASE("a list that is seen says nothing of another one") {
  Told told(emi + ", " + osg);
  told.then("sent", "to " + emi);
  told.then("sent", "to " + osg);
  told.then("post_notice", not_a_member + "OSG-GENERAL@listserv.example)");
  CHECK(told.then("posting_seen", emi) ==
        "Call for volunteers: not delivered yet, sent 2026-11-23 12:00 UTC, seen on 1 of 2 lists "
        "2026-11-23 14:00 UTC; " +
            not_a_member + "OSG-GENERAL@listserv.example)");
  CHECK(told.then("posting_seen", osg) ==
        "Call for volunteers: sent 2026-11-23 12:00 UTC, seen on 2 of 2 lists 2026-11-23 15:00 "
        "UTC");
}

TEST_CASE("two lists of one name are two") {
  Told told("ea@a.example, ea@b.example");
  told.then("sent", "to ea@b.example");
  CHECK(in_words(told.posting).ends_with("1 of 2 lists have it"));
  told.then("posting_seen", "ea@b.example");
  CHECK_FALSE(told.posting.copies.front().seen);
  CHECK(told.posting.copies.back().seen);
}

TEST_CASE("a copy that is back before we know that it was sent was sent") {
  Told told(emi);
  CHECK(told.then("posting_seen", "its-other-name@x.example") ==
        "Call for volunteers: sent 2026-11-23 11:00 UTC, seen on the list 2026-11-23 11:00 UTC");
}

TEST_CASE("a copy that an operator took out of the queue is awaited no more") {
  SECTION("one of two: the other one tells") {
    Told told(emi + ", " + osg);
    CHECK(told.then("post_dropped", "to " + emi) ==
          "Call for volunteers: goes out now; taken out of the queue for " + emi);
    CHECK(told.then("sent", "to " + osg) ==
          "Call for volunteers: sent 2026-11-23 12:00 UTC; taken out of the queue for " + emi);
    // It had gone out, though nobody knew.
    CHECK(told.then("posting_seen", emi) == "Call for volunteers: sent 2026-11-23 13:00 UTC, seen "
                                            "on 1 of 2 lists 2026-11-23 13:00 UTC");
  }
  SECTION("the only one") {
    Told told(emi);
    CHECK(told.then("post_dropped", "to " + emi) ==
          "Call for volunteers: not sent; taken out of the queue for " + emi);
    CHECK(told.posting.is_dropped());
  }
  SECTION("one that was sent before stays") {
    Told told(emi);
    told.then("sent", "to " + emi);
    CHECK(told.then("post_dropped", "to " + emi) ==
          "Call for volunteers: sent 2026-11-23 11:00 UTC");
  }
}

TEST_CASE("what the bridge dropped is told with its reason, also as 0.5.0 first wrote it") {
  for (const char* what : {"posting_needless", "posting_cancelled"}) {
    const auto all = postings({{{}, "posting_prepared", "r4f7-k2m9", "poll 1"},
                               {{}, what, "r4f7-k2m9", "NGI_A-One has accepted"}});
    CHECK_FALSE(all.front().cancelled);
    CHECK(in_words(all.front()).ends_with(": NGI_A-One has accepted"));
  }
}

TEST_CASE("what 0.5.0 wrote of a poll is read") {
  Told told("");
  add({told.now, "posting_sent", "r4f7-k2m9", "as <rollout.1@x>"}, told.posting);
  CHECK(told.posting.copies.empty());
  CHECK(told.then("sent", "to " + emi) == "Call for volunteers: sent 2026-11-23 11:00 UTC");
}

TEST_CASE("the words of its lines are read back") {
  Posting one;
  one.id = "r4f7-k2m9";
  one.kind = end_kind;
  one.round = 2;
  one.nth = 3;
  one.goes = base::read_iso("2026-11-24T10:15:00Z").value();
  one.copies = {{emi, {}, {}}, {osg, {}, {}}};
  const auto all = postings({{{}, "posting_prepared", one.id, prepared_words(one)},
                             {{}, "posting_ordered", one.id, "by mgr1"},
                             {{}, "posting_sent", one.id, sent_words(one)}});
  REQUIRE(all.size() == 1);
  CHECK(all.front().kind == end_kind);
  CHECK(all.front().round == 2);
  CHECK(all.front().nth == 3);
  CHECK(all.front().goes == one.goes);
  REQUIRE(all.front().copies.size() == 2);
  CHECK(all.front().copies.back().list == osg);
  CHECK(in_words(all.front()) == "End of the call for volunteers: goes out now");
}
