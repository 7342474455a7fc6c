// SPDX-License-Identifier: Apache-2.0
// What we sent ourselves comes back, by way of lists that alter it.
#include "bridge/household.hpp"
#include "mail/relayed.hpp"
#include "rollout/letter.hpp"
#include "store/ledger.hpp"

namespace {

const std::string quinn = "quinn@qmul.example.test";

// As a list hands it on: its own tag and footer, other marks; the Message-ID stays.
std::string through_a_list(const mail::Message& letter, const std::string& more = {}) {
  return "From: Staged Rollout via osg-general <osg-general@lists.example.test>\n"
         "List-Id: <osg-general.lists.example.test>\nSubject: [osg-general] " +
         letter.subject + "\nMessage-ID: <" + letter.message_id + ">\n" + more + "\n" +
         letter.plain.value_or("") + "\n____\nosg-general mailing list\n";
}

struct House : Household {
  mail::Message answered() {
    arrives(reply(quinn, "accept " + qmul, "m1"));
    REQUIRE(works() == 0);
    REQUIRE(post.sent.size() == 1);
    REQUIRE(rt.relayed.size() == 1);
    return letter(0);
  }
  std::string decided(const std::string& id) {
    const auto found = store::remembered(database, "decided", id).value();
    return found.empty() ? "" : found.back().entry.words;
  }
};

} // namespace

TEST_CASE("a letter of ours is known by its Message-ID, though a list took its marks away") {
  House house;
  const auto letter = house.answered();
  house.arrives(through_a_list(letter));
  CHECK(house.works() == 0);
  CHECK(house.post.sent.size() == 1);
  CHECK(house.rt.relayed.size() == 1);
  CHECK(house.decided(letter.message_id).find("Message-ID: <" + letter.message_id + ">") !=
        std::string::npos);
}

TEST_CASE("a letter about no ticket is ours as well, and an answer to it names no ticket") {
  House house;
  REQUIRE(store::enter(house.database, {0, "sent", "notice@bridge.example.test", "c", "to x"},
                       house.now));
  SECTION("it comes back") {
    house.arrives("From: x@lists.example.test\nMessage-ID: <notice@bridge.example.test>\n\nx\n");
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
  }
  SECTION("somebody answers it") {
    house.arrives(reply(quinn, "thanks", "m2", "In-Reply-To: <notice@bridge.example.test>\n",
                        "Re: a notice"));
    CHECK(house.works() == 0);
    REQUIRE(house.rt.relayed.size() == 1);
    CHECK_FALSE(house.rt.relayed[0].ticket);
  }
}

TEST_CASE("our copy for RT is known by its mark, and an unknown mark makes no mail ours") {
  House house;
  house.answered();
  const auto cause = house.rt.relayed[0].cause;
  const auto marked = [&](const std::string& mark, const std::string& id) {
    return reply(quinn, "accept " + qmul + "\n____\nosg-general mailing list", id,
                 std::string(mail::relay_header) + ": " + mark + "\n");
  };
  house.arrives(marked(cause, "m1"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 1);
  CHECK(house.post.sent.size() == 1);
  house.arrives(marked("0123456789abcdef", "m3"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 2);
}

TEST_CASE("a bounce opens no ticket, also where the MTA names the null sender MAILER-DAEMON") {
  for (const char* sender : {"", "MAILER-DAEMON"}) {
    House house;
    house.arrives(reply(quinn, "could not be delivered", "m4", {}, "x"), sender);
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
  }
}
