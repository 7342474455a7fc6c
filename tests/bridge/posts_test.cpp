// SPDX-License-Identifier: Apache-2.0
// A post to a list goes out with the marks of one, and what a list or a mail server tells of it is
// put to it.
#include "bridge/household.hpp"
#include "bridge/outgoing.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

#include <fstream>
#include <sstream>

namespace {

const std::string list = "early-adopters-emi@lists.example.test";
const std::string title = "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64: who installs it?";
const std::string post_id = "poll.1.4711@bridge.example.test"; // as the mails of the corpus name it

std::string notice(const std::string& name) {
  std::ifstream in(SOURCE_DIR "/tests/corpus/plain/" + name + ".eml");
  std::ostringstream out;
  out << in.rdbuf();
  REQUIRE(!out.str().empty());
  return out.str();
}

struct House : Household {
  void owes(const std::string& to, const std::string& id, const std::string& key = "poll") {
    auto effect = rollout::letter_to_owner(key + "/" + id, settings.policy, title, "x");
    auto& letter = std::get<rollout::SendMail>(effect.action);
    letter.to = to;
    letter.message_id = id;
    letter.to_list = true;
    letter.from = "rollout@bridge.example.test";
    letter.envelope = "rollout-return@bridge.example.test";
    REQUIRE(store::put(database, store::Which::outbox, bridge::to_item(effect, now), now));
    REQUIRE(works() == 0);
    REQUIRE(!post.sent.empty());
  }
  // What the ledger knows of our post.
  std::string told(const std::string& id = post_id) {
    std::string out;
    const auto lines = store::remembered(database, "post_notice", id).value();
    for (const auto& one : lines)
      out += one.entry.words + (one.entry.ticket == 0 ? "\n" : " on a ticket\n");
    return out;
  }
  // The form puts words of its own before the subject.
  std::string subject() { return letter(post.sent.size() - 1).subject; }
  std::string about_ours(const std::string& name) {
    std::string text = notice(name);
    const auto at = text.find(title + "\n");
    REQUIRE(at != std::string::npos);
    return text.replace(at, title.size(), subject());
  }
};

} // namespace

TEST_CASE("a post has its own sender and envelope, and the marks of one") {
  House house;
  house.owes(list, post_id);
  const auto& sent = house.post.sent.front();
  CHECK(sent.to == list);
  CHECK(sent.envelope == "rollout-return@bridge.example.test");
  const auto mail = house.letter(0);
  CHECK(mail.from == "rollout@bridge.example.test");
  CHECK(mail.message_id == post_id);
  CHECK_FALSE(mail::header(mail, "Auto-Submitted"));
  CHECK(mail::header(mail, "X-Ack") == "yes");
}

TEST_CASE("a letter that says nothing else goes as it always went") {
  House house;
  house.arrives(reply("anna@infn.example.test", "accept " + infn, "m1"));
  CHECK(house.works() == 0);
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.post.sent.front().envelope.empty());
  CHECK(house.letter(0).from == house.settings.from);
  CHECK(mail::header(house.letter(0), "Auto-Submitted") == "auto-replied");
  CHECK_FALSE(mail::header(house.letter(0), "X-Ack"));
}

TEST_CASE("the notice of a list is put to the post, goes no further and is not answered") {
  House house;
  house.owes(list, post_id);
  const auto tells = [&](const std::string& raw) {
    house.arrives(raw, "early-adopters-emi-bounces@lists.example.test");
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
    CHECK(house.post.sent.size() == 1);
    return house.told();
  };
  SECTION("held, named by list and subject") {
    CHECK(tells(house.about_ours("131-mailman-3-held")) ==
          "held: The message is not from a list member (" + list + ")\n");
  }
  SECTION("held, by Mailman 2") {
    CHECK(tells(house.about_ours("135-mailman-2-held")) ==
          "held: Post by non-member to a members-only list (" + list + ")\n");
  }
  SECTION("rejected, with the post itself") {
    CHECK(tells(notice("134-mailman-3-rejected-with-the-post")) ==
          "rejected: The message is not from a list member (" + list + ")\n");
  }
  SECTION("also where its sender cannot be proved: nobody need look at it") {
    house.settings.policy.unauthenticated = rollout::Unproved::hold;
    CHECK(tells(notice("134-mailman-3-rejected-with-the-post")) ==
          "rejected: The message is not from a list member (" + list + ")\n");
    CHECK(house.rt.comments.empty());
  }
}

TEST_CASE("of two posts of one subject the newest waits, of another subject none does") {
  House house;
  house.owes(list, "poll.0@bridge.example.test");
  house.owes(list, post_id);
  house.arrives(house.about_ours("131-mailman-3-held"), "x-bounces@lists.example.test");
  CHECK(house.works() == 0);
  CHECK_FALSE(house.told().empty());
  CHECK(house.told("poll.0@bridge.example.test").empty());
  house.arrives(notice("132-mailman-3-held-subject-in-utf-8"), "x-bounces@lists.example.test");
  CHECK(house.works() == 0);
  CHECK(house.told() == "held: The message is not from a list member (" + list + ")\n");
}

TEST_CASE("one post to two lists waits on one of them, and does not reach the other") {
  House house;
  house.owes("early-adopters-umd@lists.example.test", post_id);
  house.owes(list, post_id, "second");
  house.arrives(house.about_ours("131-mailman-3-held"), "x-bounces@lists.example.test");
  house.arrives(notice("143-bounce-of-a-post"), "");
  CHECK(house.works() == 0);
  CHECK(house.told().starts_with("held: The message is not from a list member (" + list +
                                 ")\nbounced: 550"));
}

TEST_CASE("a notice about nothing of ours goes on as other programs' mails do") {
  House house;
  house.owes("early-adopters-arc@lists.example.test", "poll.2@bridge.example.test");
  for (const char* name : {"131-mailman-3-held", "134-mailman-3-rejected-with-the-post"})
    house.arrives(notice(name), "x-bounces@lists.example.test");
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 2);
  CHECK(house.told().empty());
}

TEST_CASE("a forged notice is no notice") {
  House house;
  house.owes(list, post_id);
  house.settings.authserv_ids = {"mx.example.test"};
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" +
                notice("134-mailman-3-rejected-with-the-post"));
  CHECK(house.works() == 0);
  CHECK(house.told().empty());
  CHECK(house.rt.relayed.empty());
}

TEST_CASE(
    "what cannot be delivered to the list is told, what cannot to somebody behind it is not") {
  House house;
  house.owes(list, post_id);
  SECTION("it comes back to our envelope sender: people see it, as ever") {
    house.arrives(notice("143-bounce-of-a-post"), "", "bounce");
    house.arrives(notice("144-delay-of-a-post"), "", "bounce");
    CHECK(house.works() == 0);
    CHECK(house.told() == "bounced: 550 5.1.1 <early-adopters-emi@lists.example.test>: Recipient "
                          "address rejected: no such list (" +
                              list +
                              ")\ndelayed: connect to lists.example.test[192.0.2.7]:25: Connection "
                              "timed out (" +
                              list + ")\n");
    CHECK(house.post.sent.size() == 2);
    CHECK(house.post.sent[1].to == house.settings.policy.owner);
  }
  SECTION("it comes back to us by another road") {
    house.arrives(notice("143-bounce-of-a-post"), "");
    CHECK(house.works() == 0);
    CHECK(house.told().starts_with("bounced: 550"));
  }
  SECTION("a member's mailbox is full") {
    house.arrives(notice("147-bounce-of-one-of-two"), "");
    CHECK(house.works() == 0);
    CHECK(house.told().empty());
  }
  CHECK(house.rt.relayed.empty());
}
