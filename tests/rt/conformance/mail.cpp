// SPDX-License-Identifier: Apache-2.0
#include "lab.hpp"

#include <algorithm>
#include <string>

using namespace lab;

TEST_CASE("rt: a mail is relayed once though asked for twice, and opens nothing") {
  const auto id = new_ticket();
  const auto message_id = fresh() + "@x.test";
  const auto mail = relay_of(id, message_id);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  CHECK(count_of(id, "Correspond") == 1);
  CHECK(must(bridge().ticket(id)).status == "new");
  CHECK(must(bridge().ticket_of_mail(mail)) == id);
  set_status(id, "resolved");
  CHECK(must(bridge().relay(relay_of(id, fresh() + "@x.test"))) == rt::Relayed::now);
  CHECK(must(bridge().ticket(id)).status == "resolved");
}

TEST_CASE("rt: without a known ticket the mail makes one, once, and is found again") {
  auto mail = relay_of({}, fresh() + "@x.test");
  CHECK_FALSE(must(bridge().ticket_of_mail(mail)));
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  const auto ticket = must(bridge().ticket_of_mail(mail));
  REQUIRE(ticket);
  CHECK(must(bridge().ticket(*ticket)).subject == "conformance " + mail.message_id);
}

TEST_CASE("rt: after a lost answer, or by another door, the mail is there already") {
  const auto id = new_ticket();
  for (const bool marked : {true, false}) {
    const auto mail = relay_of(id, fresh() + "@x.test");
    post_directly(mail, marked);
    CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  }
  CHECK(count_of(id, "Correspond") == 2);
}

TEST_CASE("rt: the same Message-ID with another mark is another mail") {
  const auto id = new_ticket();
  const auto message_id = fresh() + "@x.test";
  CHECK(must(bridge().relay(relay_of(id, message_id, "one"))) == rt::Relayed::now);
  CHECK(must(bridge().relay(relay_of(id, message_id, "two"))) == rt::Relayed::now);
  CHECK(must(bridge().relay(relay_of(id, message_id, "one"))) == rt::Relayed::already);
  CHECK(must(bridge().relay(relay_of(id, message_id, "two"))) == rt::Relayed::already);
  CHECK(count_of(id, "Correspond") == 2);
}

TEST_CASE("rt: Message-IDs that are long, foreign or folded are found again") {
  const auto id = new_ticket();
  for (const std::string& name :
       {std::string(200, 'a') + "@x.test", std::string(159, 'b') + "ü@x.test",
        std::string("grüße@x.test"), std::string("it's[1]@x.test")}) {
    const auto mail = relay_of(id, fresh() + name, "mark-" + fresh());
    CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
    CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  }
  auto folded = relay_of(id, fresh() + "@folded.test");
  folded.raw.replace(folded.raw.find("Message-ID: <"), 13, "Message-ID:\n <");
  CHECK(must(bridge().relay(folded)) == rt::Relayed::now);
  CHECK(must(bridge().relay(folded)) == rt::Relayed::already);
}

TEST_CASE("rt: the gateway's no is final, its not now is not") {
  const auto gone = bridge().relay(relay_of(base::TicketId{99999999}, fresh() + "@x.test"));
  REQUIRE_FALSE(gone);
  CHECK(gone.error().fault == Fault::refused);
  auto mail = relay_of({}, fresh() + "@x.test");
  mail.queue = "no-such-queue";
  const auto lost = bridge().relay(mail);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().fault == Fault::temporary);
}

TEST_CASE("rt: a merged ticket answers for its target, and remembers what was done under it") {
  const auto from = new_ticket();
  const auto into = new_ticket();
  const auto mail = relay_of(from, fresh() + "@x.test");
  const auto comment = must(bridge().comment(from, "[bridge merged]", "x"));
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  REQUIRE(must(root().get("/rt")).status == 200);
  must(root().json(
      root().put("/ticket/" + to_string(from), Value::Object{{"MergeInto", to_string(into)}}),
      "merge"));
  CHECK(must(bridge().ticket(from)).id == into);
  CHECK(must(bridge().comment(from, "[bridge merged]", "x")) == comment);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  const auto later = must(bridge().comment(from, "[bridge after]", "x"));
  CHECK(must(bridge().comment(from, "[bridge after]", "x")) == later);
  const auto second = relay_of(from, fresh() + "@x.test");
  CHECK(must(bridge().relay(second)) == rt::Relayed::now);
  CHECK(must(bridge().relay(second)) == rt::Relayed::already);
}
