// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "bridge/household.hpp"

using Values = std::vector<std::string>;

namespace {

const std::string quinn = "quinn@qmul.example.test";

// The text of the one letter that `house` has sent.
std::string only_letter(Household& house) {
  REQUIRE(house.works() == 0);
  REQUIRE(house.post.sent.size() == 1);
  return house.letter(0).plain.value_or("");
}

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != text.npos;
}

} // namespace

TEST_CASE("each mistake is answered with one letter that holds the line to send") {
  Household house;
  const auto answered = [&](const std::string& text) {
    house.arrives(reply(quinn, text, "m@qmul"));
    return only_letter(house);
  };
  SECTION("a slip of the pen") {
    CHECK(holds(answered("acept " + qmul), "please send:  accept " + qmul));
  }
  SECTION("a past tense") {
    CHECK(holds(answered("rejected " + qmul), "please send:  reject " + qmul));
  }
  SECTION("the other order") {
    CHECK(holds(answered(qmul + " accept"), "please send:  accept " + qmul));
  }
  SECTION("an unknown team, with one near") {
    CHECK(holds(answered("accept NGI_UK-UKI-LT2-QMULL"), "please send:  accept " + qmul));
  }
  SECTION("an unknown team, with none near: those asked, his own first") {
    CHECK(holds(answered("accept NGI_XX-NOWHERE"),
                "please send:  accept " + qmul + "\n             or:  accept " + infn));
  }
  SECTION("another's team") {
    const auto letter = answered("accept " + infn);
    CHECK(holds(letter, "quinn@qmul.example.test is not in this team"));
    CHECK(holds(letter, "please send:  accept " + qmul));
  }
  SECTION("both good and bad: both are told") {
    const auto letter = answered("accept " + qmul + "\naccept " + infn);
    CHECK(holds(letter, "- accepted for " + qmul));
    CHECK(holds(letter, "is not in this team"));
    CHECK(holds(house.letter(0).subject, "1 problem"));
    CHECK(house.field("EA Accepted") == Values{qmul});
  }
  SECTION("a contradiction does nothing") {
    CHECK(holds(answered("accept " + qmul + "\nreject " + qmul), "two different things"));
    CHECK(house.field("EA Accepted").empty());
    CHECK(house.field("EA Rejected").empty());
  }
}

TEST_CASE("a team that was not asked, a closed rollout, no rollout, no ticket") {
  Household house;
  SECTION("not asked") {
    house.arrives(reply("carla@ciemat.example.test", "accept NGI_IBERGRID-CIEMAT-LCG2", "m"));
    CHECK(holds(only_letter(house), "was not asked on this ticket"));
  }
  SECTION("closed: not opened again, kept as late") {
    house.rt.tickets[4711].status = "resolved";
    house.arrives(reply(quinn, "accept " + qmul, "m"));
    CHECK(holds(only_letter(house), "closed (resolved)"));
    CHECK(house.field("EA Accepted").empty());
    REQUIRE(house.rt.comments.size() == 1);
    CHECK(holds(house.rt.comments[0].subject, "closed rollout"));
    CHECK(house.rt.tickets[4711].status == "resolved");
  }
  SECTION("a ticket of another queue") {
    house.rt.tickets[4711].queue = "sw-rel";
    house.arrives(reply(quinn, "accept " + qmul, "m"));
    CHECK(holds(only_letter(house), "sw-rel"));
    CHECK(house.field("EA Accepted").empty());
  }
  SECTION("a ticket that does not exist, and no ticket at all") {
    house.arrives(reply(quinn, "accept " + qmul, "m", {},
                        GENERATE("[rt.example.test #9] x", "no tag", "[other.rt #4711] x")));
    const auto letter = only_letter(house);
    CHECK((holds(letter, "does not name a rollout ticket") ||
           holds(letter, "There is no ticket #9")));
    CHECK(house.rt.relayed.size() == 1);
  }
}

TEST_CASE("what a program wrote has no effect and no answer, and people see it") {
  Household house;
  const auto quiet = [&] {
    CHECK(house.works() == 0);
    CHECK(house.post.sent.empty());
    CHECK(house.field("EA Accepted").empty());
    CHECK(house.rt.relayed.empty());
  };
  SECTION("Auto-Submitted") {
    house.arrives(reply(quinn, "accept " + qmul, "m", "Auto-Submitted: auto-replied\n"));
    quiet();
    CHECK(house.rt.comments.size() == 1);
  }
  SECTION("null sender") {
    house.arrives(reply(quinn, "accept " + qmul, "m"), "");
    quiet();
    CHECK(house.rt.comments.size() == 1);
  }
  SECTION("RT's loop header") {
    house.arrives(reply(quinn, "accept " + qmul, "m", "X-RT-Loop-Prevention: rt.example.test\n"));
    quiet();
    CHECK(house.rt.comments.empty());
  }
  SECTION("our own letter come back") {
    house.arrives(reply(quinn, "accept " + qmul, "m", "X-Rollout-Bridge: bridge.example.test\n"));
    quiet();
  }
  SECTION("as a member of a list") {
    house.arrives(reply(quinn, "accept " + qmul, "m"), quinn, "list");
    quiet();
  }
  SECTION("no single sender: the managers see it") {
    house.arrives(reply(quinn + "\nFrom: anna@infn.example.test", "accept " + qmul, "m"));
    quiet();
    CHECK(house.rt.comments.size() == 1);
  }
  CHECK_FALSE(store::trail(house.database, "m").value().ledger.empty());
}

TEST_CASE("a stranger gets no letter, and the managers see why") {
  Household house;
  house.arrives(reply("mallory@evil.example.test", "accept " + infn, "m"));
  CHECK(house.works() == 0);
  CHECK(house.post.sent.empty());
  CHECK(house.field("EA Accepted").empty());
  REQUIRE(house.rt.comments.size() == 1);
  CHECK(holds(house.rt.comments[0].text, "mallory@evil.example.test"));
}

TEST_CASE("five letters of complaint a day, then the managers are told, receipts always go out") {
  Household house;
  for (int i = 0; i < 7; ++i)
    house.arrives(reply(quinn, "acept " + qmul, "m" + std::to_string(i)));
  house.arrives(reply(quinn, "accept " + qmul, "good"));
  CHECK(house.works() == 0);
  CHECK(house.post.sent.size() == 6);
  CHECK(house.field("EA Accepted") == Values{qmul});
  CHECK(house.rt.comments.size() == 2); // one for all unanswered, one recorded
  house.now += base::Seconds{24 * 3600};
  house.arrives(reply(quinn, "acept " + qmul, "tomorrow"));
  CHECK(house.works() == 0);
  CHECK(house.post.sent.size() == 7);
}

TEST_CASE("conversation is relayed and left alone, but for a GGUS ticket that it names") {
  Household house;
  house.arrives(reply(
      quinn, "We look at it on Monday.\nSee https://ggus.eu/?mode=ticket_info&ticket_id=84509",
      "m"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 1);
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).plain->find("assigned to the unit DMSU") != std::string::npos);
  CHECK(house.rt.comments.empty());
  REQUIRE(house.rt.links.size() == 1);
  CHECK(house.rt.links[0].target == "https://ggus.eu/?mode=ticket_info&ticket_id=84509");
}

TEST_CASE("no line of our own letters is read as a command, whoever sends them back") {
  Household house;
  house.arrives(
      reply(quinn, "acept " + qmul + "\naccept " + infn + "\naccept NGI_XX-NOWHERE", "m"));
  const auto letter = only_letter(house);
  const auto reading = rollout::read_reply(letter, "", rollout::Roster({infn, qmul}));
  CHECK(reading.commands.empty());
  CHECK(reading.complaints.empty());
  for (const auto line : base::lines(letter))
    CHECK(line.size() <= 78);
}
