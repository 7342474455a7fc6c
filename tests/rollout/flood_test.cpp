// SPDX-License-Identifier: Apache-2.0
#include "rollout/admit.hpp"
#include "rollout/doubt.hpp"
#include "rollout/flood.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace {

using rollout::MailArrived;
using Kind = MailArrived::Kind;

MailArrived sample_mail() {
  MailArrived mail;
  mail.cause = "0123456789abcdef";
  mail.message_id = "r1@infn";
  mail.from = "Anna@infn.example";
  mail.action = "correspond";
  mail.queue = "staged-rollout";
  mail.ticket = base::TicketId{4711};
  mail.text = "accept NGI_IT-INFN-T1\n";
  return mail;
}

const rollout::MailHeld* held(const rollout::Decision& decision) {
  return decision.alarms.empty() ? nullptr
                                 : std::get_if<rollout::MailHeld>(&decision.alarms.front().event);
}

} // namespace

TEST_CASE("a mail is counted on its ticket, else at its queue, and what is doubted apart") {
  auto mail = sample_mail();
  rollout::Policy policy;
  CHECK(rollout::stream_of(mail, policy).place == "ticket/4711");
  CHECK(rollout::stream_of(mail, policy).sender == "anna@infn.example");
  mail.spam = "X-Spam-Flag: YES";
  CHECK(rollout::stream_of(mail, policy).place == "ticket/4711/doubted");
  mail.spam.clear();
  mail.ticket.reset();
  mail.from.reset();
  CHECK(rollout::stream_of(mail, policy).place == "queue/staged-rollout");
  CHECK(rollout::stream_of(mail, policy).sender.empty());
  mail.door = rollout::Door::gateway;
  CHECK(rollout::stream_of(mail, policy).place == "queue/staged-rollout/doubted");
}

TEST_CASE("twenty of one sender and a hundred on a ticket pass, and not one more") {
  const auto mail = sample_mail();
  const rollout::Policy policy;
  rollout::Traffic traffic;
  traffic.of_sender = 19;
  traffic.in_place = 99;
  CHECK(rollout::stop(mail, traffic, policy).trip.empty());
  traffic.in_place = 100;
  const auto too_full = rollout::stop(mail, traffic, policy);
  CHECK(too_full.scope == "place");
  CHECK(rollout::describe(too_full, mail, policy) ==
        "more than 100 mails came on ticket #4711 in 10 minutes");
  traffic.of_sender = 20; // who is too many himself must not shut the ticket for others
  const auto robot = rollout::stop(mail, traffic, policy);
  CHECK(robot.scope == "sender");
  CHECK(rollout::describe(robot, mail, policy) ==
        "more than 20 mails of Anna@infn.example came on ticket #4711 in 10 minutes");
  CHECK(robot.trip != too_full.trip + "x");

  SECTION("a trip that goes on is the same") {
    traffic.senders_trip = "r4f7-k2m9";
    CHECK(rollout::stop(mail, traffic, policy).trip == "r4f7-k2m9");
  }
  SECTION("a queue has no limit of its own: many may write to it for the first time") {
    auto loose = mail;
    loose.ticket.reset();
    traffic.of_sender = 0;
    CHECK(rollout::stop(loose, traffic, policy).trip.empty());
  }
  SECTION("what was delivered before has the fate that it had") {
    traffic.again = rollout::Stop{};
    CHECK(rollout::stop(mail, traffic, policy).trip.empty());
  }
}

TEST_CASE("what is too many is held, whoever wrote it, our own and lists' mail is not counted") {
  auto mail = sample_mail();
  rollout::Policy policy;
  rollout::Traffic many;
  many.of_sender = 20;

  SECTION("a person's, a program's, a bounce, nobody's") {
    mail.kind = GENERATE(Kind::person, Kind::doubtful, Kind::automatic);
    mail.action = GENERATE("correspond", "comment", "bounce");
    if (GENERATE(true, false))
      mail.from.reset();
    const auto decision = rollout::admit(mail, many, policy);
    REQUIRE(held(decision) != nullptr);
    CHECK(held(decision)->ground == rollout::MailHeld::Ground::flood);
    CHECK(decision.effects.empty());
    REQUIRE(decision.traffic.size() == 1);
    CHECK(decision.traffic[0].stop.trip == held(decision)->trip);
  }
  SECTION("spam and what is not proved keep their own reason") {
    mail.spam = "X-Spam-Flag: YES";
    const auto decision = rollout::admit(mail, many, policy);
    CHECK(held(decision)->ground == rollout::MailHeld::Ground::spam);
    CHECK_FALSE(held(decision)->trip.empty());
  }
  SECTION("what is refused stays refused") {
    policy.failed = rollout::Unproved::refuse;
    mail.proof = {rollout::Proof::Kind::failed, "dmarc=fail"};
    CHECK(rollout::admit(mail, many, policy).alarms.empty());
  }
  SECTION("ours, and a list's") {
    (GENERATE(true, false) ? mail.kind = Kind::ours : (mail.action = "list", mail.kind));
    const auto decision = rollout::admit(mail, many, policy);
    CHECK(decision.traffic.empty());
    CHECK(decision.alarms.empty());
  }
  SECTION("what a manager released") {
    mail.spam = "X-Spam-Flag: YES";
    rollout::Decision decision;
    rollout::admit_released(mail, "mgr1@x", decision, policy);
    CHECK(held(decision) == nullptr);
    CHECK(decision.traffic.empty());
    CHECK(decision.effects.size() == 1);
  }
}

TEST_CASE("spam is held before anything else is seen in it") {
  auto mail = sample_mail();
  mail.spam = "X-Spam-Status: Yes";
  mail.kind = GENERATE(Kind::person, Kind::automatic, Kind::doubtful);
  if (GENERATE(true, false))
    mail.ticket.reset();
  const auto decision = rollout::admit(mail, {}, {});
  REQUIRE(held(decision) != nullptr);
  CHECK(held(decision)->why == "it is marked as spam (X-Spam-Status: Yes)");
  CHECK(held(decision)->trip.empty());
  CHECK(decision.effects.empty());
}

TEST_CASE("a program's mail that a manager released is shown, and still does not act") {
  auto mail = sample_mail();
  mail.spam = "X-Spam-Status: Yes";
  mail.kind = Kind::automatic;
  rollout::Decision decision;
  rollout::admit_released(mail, "mgr1@x", decision, {});
  CHECK(decision.alarms.empty());
  REQUIRE(decision.effects.size() == 1);
  CHECK(std::holds_alternative<rollout::Comment>(decision.effects[0].action));
}
