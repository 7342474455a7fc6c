// SPDX-License-Identifier: Apache-2.0
#include "rollout/order.hpp"
#include "rollout/reply.hpp"
#include "rollout/status.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

const std::string infn = "NGI_IT-INFN-T1";

std::vector<rollout::Order> orders(std::string_view text) {
  return rollout::read_reply(text, "", rollout::Roster({infn})).orders;
}

} // namespace

TEST_CASE("orders: read on a line of their own, in any case and with any decoration") {
  using rollout::Deed;
  CHECK(orders("release r4f7-k2m9") ==
        std::vector<rollout::Order>{{Deed::release, "r4f7-k2m9", 1}});
  CHECK(orders("\n* REFUSE: R4F7K2M9.") ==
        std::vector<rollout::Order>{{Deed::refuse, "r4f7-k2m9", 2}});
  CHECK(orders("release r4f7-k2mo") ==
        std::vector<rollout::Order>{{Deed::release, "r4f7-k2m0", 1}});
  CHECK(orders("extend 2026-12-31") ==
        std::vector<rollout::Order>{{Deed::extend, "2026-12-31", 1}});
  CHECK(orders("document #4242") == std::vector<rollout::Order>{{Deed::document, "4242", 1}});
  CHECK(orders("delayed ea-" + infn) == std::vector<rollout::Order>{{Deed::delayed, infn, 1}});
  CHECK(orders("send r4f7-k2m9\nsend r4f7-k2m9").size() == 1);
}

TEST_CASE("orders: prose is none") {
  for (const char* text :
       {"release candidates", "send help", "document it", "please release r4f7-k2m9",
        "release r4f7-k2m9 please", "extend", "delayed tomorrow",
        "proceeding with "
        "NGI_IT-INFN-T1",
        "cancel CREAM-1.13.1-1-of-today"})
    CHECK(orders(text).empty());
}

TEST_CASE("orders: what a manager mistypes is known for it") {
  const auto good = [](const char* text) {
    const auto found = orders(text);
    REQUIRE(found.size() == 1);
    return rollout::is_well_formed(found.front());
  };
  CHECK(good("extend 2026-12-31"));
  CHECK_FALSE(good("extend 2026-13-31"));
  CHECK_FALSE(good("extend 31.12.2026"));
  CHECK_FALSE(good("document 12x"));
  CHECK_FALSE(good("release r4f7-k2m"));
  CHECK(orders("Release 1.13.1").empty());
  CHECK(orders("Document EMI-3").empty());
}

TEST_CASE("orders: halves that order different things order nothing") {
  const auto reply = rollout::read_reply("release r4f7-k2m9", "release r4f7-k2m8", {});
  CHECK(reply.orders.empty());
  CHECK(reply.outcome == rollout::Outcome::conflict);
}

TEST_CASE("orders: a mail that orders two things of one matter orders nothing") {
  for (const char* text : {"release r4f7-k2m9\nrefuse r4f7-k2m9",
                           "extend 2026-12-24\nextend 2026-12-31", "document 1\ndocument 2"}) {
    const auto reply = rollout::read_reply(text, "", {});
    CHECK(reply.orders.empty());
    CHECK(reply.outcome == rollout::Outcome::conflict);
  }
  const auto reply =
      rollout::read_reply("accept NGI_IT-INFN-T1\n\nRelease\n1.13.1",
                          "accept NGI_IT-INFN-T1\nRelease 1.13.1", rollout::Roster({infn}));
  CHECK(reply.outcome == rollout::Outcome::commands);
}

TEST_CASE("orders: a team's deed with a wrong name gets the right one") {
  const auto reply = rollout::read_reply("delayed NGI_IT-INFN-T2", "", rollout::Roster({infn}));
  REQUIRE(reply.complaints.size() == 1);
  CHECK(reply.complaints[0].suggestions == std::vector<std::string>{"delayed " + infn});
}

TEST_CASE("ids: the same for the same, another for another salt, always with a digit") {
  CHECK(rollout::id_for("salt", "a") == rollout::id_for("salt", "a"));
  CHECK(rollout::id_for("salt", "a") != rollout::id_for("other", "a"));
  std::set<std::string> ids;
  for (int i = 0; i < 2000; ++i) {
    const auto id = rollout::id_for("salt", std::to_string(i));
    CHECK(rollout::read_id(id) == id);
    ids.insert(id);
  }
  CHECK(ids.size() == 2000);
}

TEST_CASE("status: no line of it can be read as an answer") {
  rollout::Policy policy;
  policy.working_times = calendar::WorkingTimes::read("", "").value();
  rollout::Ticket ticket{{1}, "staged-rollout", "x", "open", {{"EA Teams", {infn, "NGI_X-Y"}}}};
  ticket.fields["EA Accepted"] = {infn};
  const auto lines = rollout::status_lines(ticket, {}, {}, policy);
  CHECK(lines == "This rollout is open, its outcome not set yet.\n"
                 "1 of 2 asked have accepted: NGI_IT-INFN-T1\n"
                 "0 of 2 have rejected\n"
                 "1 of 2 have not answered yet: NGI_X-Y\n"
                 "Missing for an outcome: the answer of NGI_X-Y; the report of NGI_IT-INFN-T1; the "
                 "number of the document with the reports (Document ID); a manager's decision "
                 "(Outcome); and a summary, which may be left out. The exposure lasts until "
                 "1970-01-08 23:00 UTC.\n"
                 "0 of 1 that accepted have sent a report\n");
  const auto reply = rollout::read_reply(lines, "", rollout::Roster::anyone());
  CHECK(reply.outcome == rollout::Outcome::none);
}

TEST_CASE("override: only with its colon, and with a reason") {
  using rollout::Deed;
  const auto read = [](const char* line) { return rollout::read_override(line); };
  CHECK(read("override: known, and mended in the next release")->about ==
        "known, and mended in the next release");
  CHECK(read("  Override : tested again")->about == "tested again");
  CHECK(read("override: 84509 is solved")->deed == Deed::override_);
  CHECK_FALSE(read("override the configuration in yaim"));
  CHECK_FALSE(read("overrides: all"));
  CHECK_FALSE(read("> override: quoted"));
  CHECK_FALSE(read(""));
  CHECK(rollout::is_well_formed(*read("override: ok then")));
  CHECK_FALSE(rollout::is_well_formed(*read("override:")));
  CHECK_FALSE(rollout::is_well_formed(*read("override: -.")));
  CHECK(read(("override: " + std::string(5000, 'x')).c_str())->about.size() == 300);
  const auto reply = rollout::read_reply("override: it is known\n", "", rollout::Roster::anyone());
  REQUIRE(reply.orders.size() == 1);
  CHECK(reply.orders.front().about == "it is known");
}
