// SPDX-License-Identifier: Apache-2.0
#include "rollout/admit.hpp"

#include <catch2/catch.hpp>

namespace {

using rollout::MailArrived;
using rollout::Proof;
using Kind = MailArrived::Kind;

// Monitoring that opens a ticket, as rt-mailgate lets it.
MailArrived program_mail() {
  MailArrived mail;
  mail.kind = Kind::automatic;
  mail.because = "Auto-Submitted: auto-generated";
  mail.cause = "0123456789abcdef";
  mail.from = "anna@infn.example";
  mail.action = "correspond";
  mail.queue = "staged-rollout";
  return mail;
}

template <class T> bool leads_to(const rollout::Decision& decision) {
  for (const auto& alarm : decision.alarms)
    if (std::holds_alternative<T>(alarm.event))
      return true;
  return false;
}

bool relays(const rollout::Decision& decision) {
  for (const auto& effect : decision.effects)
    if (std::holds_alternative<rollout::Relay>(effect.action))
      return true;
  return false;
}

} // namespace

TEST_CASE("the sign of a program excuses no mail from its proof") {
  auto mail = program_mail();
  rollout::Policy policy;
  mail.proof = {Proof::Kind::failed, "dmarc=fail (mx.example)"};

  SECTION("what is forged is held, as a person's would be, and its sender is not written to") {
    const auto decision = rollout::admit(mail, {}, policy);
    CHECK_FALSE(relays(decision));
    CHECK(leads_to<rollout::MailHeld>(decision));
  }
  SECTION("or refused, where that is set") {
    policy.failed = rollout::Unproved::refuse;
    const auto decision = rollout::admit(mail, {}, policy);
    CHECK(decision.effects.empty());
    CHECK(decision.alarms.empty());
  }
  SECTION("so is what nothing is said of, where that is to be held") {
    mail.proof = {};
    CHECK(relays(rollout::admit(mail, {}, policy)));
    policy.unauthenticated = rollout::Unproved::hold;
    const auto decision = rollout::admit(mail, {}, policy);
    CHECK_FALSE(relays(decision));
    CHECK(leads_to<rollout::MailHeld>(decision));
  }
  SECTION("once released it goes to RT, and still acts on nothing") {
    rollout::Decision decision;
    rollout::admit_released(mail, "mgr1@x", decision, policy);
    CHECK(relays(decision));
    CHECK(decision.alarms.empty());
  }
  SECTION("on a ticket it is shown, since it would not be relayed") {
    mail.ticket = base::TicketId{4711};
    const auto decision = rollout::admit(mail, {}, policy);
    CHECK(decision.alarms.empty());
    REQUIRE(decision.effects.size() == 1);
    CHECK(std::holds_alternative<rollout::Comment>(decision.effects[0].action));
  }
  SECTION("a bounce opens no ticket and needs no word of a manager") {
    mail.null_sender = true;
    const auto decision = rollout::admit(mail, {}, policy);
    CHECK(decision.effects.empty());
    CHECK(decision.alarms.empty());
  }
}
