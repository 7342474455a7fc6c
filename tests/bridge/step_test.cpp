// SPDX-License-Identifier: Apache-2.0
#include "bridge/house.hpp"

using base::Fault;
using Values = std::vector<std::string>;

TEST_CASE("a good answer is relayed, recorded, noted and receipted, once") {
  Household house;
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{infn});
  REQUIRE(house.rt.relayed.size() == 1);
  CHECK(house.rt.relayed[0].ticket == base::TicketId{4711});
  REQUIRE(house.rt.comments.size() == 1);
  for (const char* word :
       {"r1@infn", "anna@infn.example.test", "Rule:", "Effective time: 2026-11-21"})
    CHECK(house.rt.comments[0].text.find(word) != std::string::npos);
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.post.sent[0].to == "anna@infn.example.test");
  CHECK(house.letter(0).subject.find("[rt.example.test #4711]") == 0);
  CHECK(house.letter(0).references == Values{"r1@infn"});

  SECTION("also when the MTA delivers it twice, with other trace headers") {
    house.arrives(
        "Received: by b.example.test; Sat, 21 Nov 2026 10:00:00 +0000\nDelivered-To: x\n" +
        reply(anna, "accept " + infn, "r1@infn"));
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.rt.comments.size() == 1);
    CHECK(house.post.sent.size() == 1);
  }
  SECTION("an early mail delivered again late changes nothing back") {
    house.arrives(reply(anna, "reject " + infn, "r2@infn"));
    house.arrives(reply(anna, "accept " + infn, "r1@infn"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted").empty());
    CHECK(house.field("EA Rejected") == Values{infn});
  }
  SECTION("accept, reject, accept ends in accept") {
    house.arrives(reply(anna, "reject " + infn, "r2@infn"));
    house.arrives(reply(anna, "accept " + infn, "r3@infn"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted") == Values{infn});
    CHECK(house.field("EA Rejected").empty());
    CHECK(house.post.sent.size() == 3);
  }
  SECTION("withdraw goes back to no answer") {
    house.arrives(reply(anna, "withdraw " + infn, "r2@infn"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted").empty());
    CHECK(house.field("EA Rejected").empty());
  }
}

TEST_CASE("RT down: order is kept per ticket, and all is done when it is back") {
  Household house;
  house.rt.fail_next(Fault::temporary, 1'000'000);
  for (int i = 0; i < 20; ++i)
    house.arrives(
        reply(anna, (i % 2 == 0 ? "accept " : "reject ") + infn, "r" + std::to_string(i)));
  CHECK(house.works() > 0);
  const int calls = house.rt.calls;
  CHECK(calls <= 6); // a dead RT costs next to nothing
  for (int second = 0; second < 3600; ++second) {
    house.now += base::Seconds{1};
    house.works();
  }
  CHECK(house.rt.calls - calls <= 3600 / 30 + 1);
  CHECK(house.rt.relayed.empty());

  house.rt.fail_next(Fault::temporary, 0);
  for (int minute = 0; minute < 30 && house.post.sent.size() < 20; ++minute) {
    house.now += base::Seconds{60};
    house.works();
  }
  CHECK(house.rt.relayed.size() == 20);
  CHECK(house.post.sent.size() == 20);
  CHECK(house.field("EA Accepted").empty());
  CHECK(house.field("EA Rejected") == Values{infn});
}

TEST_CASE("whichever call to RT fails once, the end is the same") {
  for (int call = 0; call < 12; ++call) {
    CAPTURE(call);
    Household house;
    house.rt.fail_next(Fault::temporary, 1, call);
    house.arrives(reply(anna, "accept " + infn, "r1@infn"));
    for (int i = 0; i < 5; ++i, house.now += base::Seconds{600})
      house.works();
    CHECK(house.field("EA Accepted") == Values{infn});
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.rt.comments.size() == 1);
    CHECK(house.post.sent.size() == 1);
  }
}

TEST_CASE("an effect that RT refuses is stuck, parks its ticket only, and the owner is told") {
  Household house;
  house.rt.tickets[4712] = house.rt.tickets[4711];
  house.rt.tickets[4712].id = {4712};
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  while (house.rt.relayed.empty())
    REQUIRE(bridge::step(house.world, {"in", "rt"}, house.now));
  house.rt.fail_next(Fault::refused, 1,
                     4); // ticket, person, two groups are asked before the fields
  house.works();
  const auto waiting = store::list(house.database, false).value();
  const auto stuck = std::find_if(waiting.begin(), waiting.end(),
                                  [](const auto& row) { return row.job.state == "stuck"; });
  REQUIRE(stuck != waiting.end());
  CHECK(stuck->job.kind == "fields");
  const auto told = std::find_if(house.post.sent.begin(), house.post.sent.end(),
                                 [](const auto& sent) { return sent.to == "owner@example.test"; });
  REQUIRE(told != house.post.sent.end());
  CHECK(told->bytes.find("queue retry") != std::string::npos);

  house.arrives(reply(anna, "reject " + infn, "r2@infn"));
  house.arrives(reply(anna, "accept " + infn, "r3@infn", {}, "[rt.example.test #4712] x"));
  house.works();
  CHECK(house.field("EA Rejected").empty());
  CHECK(house.rt.tickets[4712].fields["EA Accepted"] == Values{infn});

  REQUIRE(store::retry(house.database, *stuck, house.now));
  house.works();
  CHECK(house.field("EA Rejected") == Values{infn});
}

TEST_CASE("a mail that RT will not take is shown to people and parks nothing") {
  Household house;
  house.rt.fail_next(Fault::refused, 1);
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.empty());
  CHECK(house.field("EA Accepted") == Values{infn});
  REQUIRE(house.rt.comments.size() == 2);
  CHECK(house.rt.comments[0].subject.find("RT did not take this mail") != std::string::npos);
}

TEST_CASE("a letter is sent under one Message-ID, however often it is tried") {
  Household house;
  house.post.fault = Fault::temporary;
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  house.works();
  CHECK(house.field("EA Accepted") == Values{infn});
  house.post.fault.reset();
  house.now += base::Seconds{600};
  house.works();
  REQUIRE(house.post.sent.size() == 1);
  CHECK_FALSE(house.letter(0).message_id.empty());

  SECTION("and an answer to it finds its ticket by that, without a tag") {
    house.arrives(reply(anna, "reject " + infn, "r2@infn",
                        "In-Reply-To: <" + house.letter(0).message_id + ">\n", "Re: your mail"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Rejected") == Values{infn});
  }
}

TEST_CASE("a sweep that finds nothing new reads the overlap for ten minutes, then once an hour") {
  House house;
  house.said(900, anna, "<p>hello</p>");
  house.sweep();
  const auto readings = [&](int minutes) {
    const auto before = house.rt.sweeps;
    for (int i = 0; i < minutes; ++i)
      house.sweep();
    return house.rt.sweeps - before;
  };
  CHECK(readings(9) == 9);
  CHECK(readings(49) == 0);
  CHECK(readings(60) == 1);
  house.said(901, anna, "<p>hello again</p>");
  CHECK(readings(1) == 1);
  CHECK(readings(9) == 9);
  house.now -= std::chrono::hours{3}; // the clock was wrong
  CHECK(readings(50) == 1);
}

TEST_CASE("what came into sight behind the cursor is found by the next reading of the overlap") {
  House house;
  house.said(900, anna, "<p>hello</p>");
  house.sweep();
  for (int i = 0; i < 15; ++i)
    house.sweep();
  house.rt.changes.insert(house.rt.changes.begin(),
                          {{4711}, {899}, "Correspond", "", "", "", anna, house.now});
  house.rt.sayings[899] = {page_headers, std::nullopt, "<p>accept NGI_IT-INFN-T1</p>", {}};
  for (int i = 0; i < 60; ++i)
    house.sweep();
  CHECK(house.field("EA Accepted") == std::vector<std::string>{infn});
}

TEST_CASE("the sweep shows what others did, leaves out what we did, and sees nothing twice") {
  Household house;
  const auto change = [&](std::int64_t id, const std::string& who) {
    house.rt.changes.push_back({{4711}, {id}, "Status", "Status", "new", "open", who, house.now});
  };
  change(501, "mgr1");
  change(502, "rollout-bridge");
  REQUIRE(bridge::begin(house.world, house.now));
  CHECK(house.works() == 0);
  change(503, "mgr2");
  house.now += base::Seconds{60};
  CHECK(house.works() == 0);
  CHECK(store::find(house.database, "txn/501"));
  CHECK_FALSE(store::find(house.database, "txn/502"));
  CHECK(store::find(house.database, "txn/503"));
  const auto trail = store::trail(house.database, "4711").value();
  CHECK(std::count_if(trail.ledger.begin(), trail.ledger.end(),
                      [](const auto& one) { return one.entry.what == "seen"; }) == 2);
}

TEST_CASE(
    "what was being done when the program died is done, and what was done is not done again") {
  // A death after any number of steps: the world is thrown away, the store is all that stays.
  for (int steps = 0; steps < 12; ++steps) {
    CAPTURE(steps);
    Household house;
    house.arrives(reply(anna, "accept " + infn, "r1@infn"));
    for (int i = 0; i < steps; ++i)
      REQUIRE(bridge::step(house.world, {"in", "rt", "post"}, house.now));
    // One more job is claimed, and the program dies with it in hand.
    for (const char* target : {"rt", "in", "post"})
      REQUIRE(store::claim(house.database, store::Which::outbox, target, house.now));
    bridge::World reborn{house.database, house.rt, house.post, house.settings, {}};
    REQUIRE(bridge::begin(reborn, house.now));
    house.now += house.settings.linger;
    while (bridge::step(reborn, {"in", "rt", "post"}, house.now).value() !=
           bridge::Stepped::nothing) {
    }
    CHECK(house.field("EA Accepted") == Values{infn});
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.rt.comments.size() == 1);
    CHECK(house.post.sent.size() == 1);
  }
}

TEST_CASE("a chore is never lost and never doubled, whatever the clock does") {
  Household house;
  const auto sweeps = [&] {
    const auto open = store::list(house.database, false).value();
    return std::count_if(open.begin(), open.end(),
                         [](const auto& row) { return row.job.kind == "sweep"; });
  };
  const auto today = house.now;
  for (const auto ahead : {0, 31'536'000, 0, 60, 60, 0, 86'400}) {
    house.now = today + base::Seconds{ahead};
    REQUIRE(bridge::begin(house.world, house.now));
    CHECK(house.works() == 0);
    CHECK(sweeps() == 1);
    const auto due = store::next_due(house.database).value().value();
    CHECK(due <= house.now + house.settings.sweep_every);
  }
}

TEST_CASE("what RT may still be at is not repeated until it is surely through with it") {
  Household house;
  house.settings.linger = base::Seconds{20};
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  REQUIRE(bridge::step(house.world, {"in"}, house.now));
  REQUIRE(store::claim(house.database, store::Which::outbox, "rt", house.now).value());
  for (int deaths = 0; deaths < 2; ++deaths) {
    REQUIRE(bridge::begin(house.world, house.now));
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
    house.now += house.settings.linger / 2;
  }
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 1);
  CHECK(house.field("EA Accepted") == Values{infn});
}

TEST_CASE("whoever waits for RT for an hour: the owner is told, once a day") {
  Household house;
  house.rt.fail_next(base::Fault::temporary, 1000);
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  house.arrives(reply(anna, "reject " + infn, "r2@infn"));
  for (int minutes = 0; minutes < 180; minutes += 10) {
    house.works();
    CHECK(house.post.sent.size() == (minutes >= 60 ? 1U : 0U));
    house.now += std::chrono::minutes{10};
  }
  CHECK(house.post.sent.at(0).to == house.settings.policy.owner);
  CHECK(house.letter(0).plain->find("relay/") != std::string::npos);
}

TEST_CASE("no receipt goes out for what RT refuses") {
  Household house;
  house.rt.refused_fields = {"EA Accepted"};
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  house.works();
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.post.sent[0].to == house.settings.policy.owner);
  house.rt.refused_fields = {};
  const auto stuck = store::find(house.database, "outbox:2").value();
  REQUIRE(store::retry(house.database, stuck, house.now));
  CHECK(house.works() == 0);
  REQUIRE(house.post.sent.size() == 2);
  CHECK(house.post.sent[1].to == "anna@infn.example.test");
}
