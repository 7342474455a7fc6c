// SPDX-License-Identifier: Apache-2.0
// Teams are chosen, asked once, reminded, told of; those who answer are left alone.
#include "bridge/beginning.hpp"

namespace {

using std::chrono::hours;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string quinn = "quinn@qmul.example.test";
const std::string carla = "carla@ciemat.example.test";
const std::string ciemat = "NGI_IBERGRID-CIEMAT-LCG2";

// A rollout that has begun, on a Monday at 10:00 UTC (11:00 in Amsterdam).
struct Asking : Beginning {
  Asking() {
    now = base::from_unix(1'795'428'000); // 2026-11-23
    moves("InVerification", "StageRollOut");
    sweep();
    child = rollouts().front()->id.value;
  }
  void choose(const std::vector<std::string>& teams) {
    ticket().fields["EA Teams"] = teams;
    changed(child, "CustomField");
    sweep();
  }
  rollout::Ticket& ticket() { return rt.tickets.at(child); }
  std::string status() { return rollout::first_value(ticket(), "Rollout Status"); }
  // Letters to `address` whose subject has `part`.
  int letters(const std::string& address, const std::string& part) {
    int count = 0;
    for (std::size_t i = 0; i < post.sent.size(); ++i)
      count += post.sent[i].to == address && has(letter(i).subject, part);
    return count;
  }
  std::string words(const std::string& address, const std::string& part) {
    for (std::size_t i = 0; i < post.sent.size(); ++i)
      if (post.sent[i].to == address && has(letter(i).subject, part))
        return *letter(i).plain;
    return "";
  }
  void answers(const std::string& who, const std::string& line) {
    arrives(reply(who, line, "a" + std::to_string(++answers_) + "@example.test", "",
                  "Re: [rt.example.test #" + std::to_string(child) + "] x"));
    works();
  }
  // The ID in the note about volunteers.
  std::string poll_id() {
    const auto text = note("a call for volunteers");
    const auto at = text.find("send ");
    return at == std::string::npos ? "" : text.substr(at + 5, 9);
  }
  void manager_says(const std::string& line) {
    const auto id = rt.changes.back().transaction.value + 1;
    rt.changes.push_back({{child}, {id}, "Correspond", "", "", "", manager, now});
    rt.sayings[id] = {page_headers, std::nullopt, "<p>" + line + "</p>", {}};
    sweep();
  }
  std::int64_t child = 0;

private:
  int answers_ = 0;
};

} // namespace

TEST_CASE("a chosen team is asked once, its group is in AdminCc, and the rollout is open") {
  Asking house;
  house.choose({infn, qmul});
  CHECK(house.ticket().status == "open");
  CHECK(house.ticket().groups == std::vector<std::string>{"ea-" + infn, "ea-" + qmul});
  CHECK(house.letters(anna, "please answer for " + infn) == 1);
  CHECK(house.letters("aldo@infn.example.test", "please answer for " + infn) == 1);
  CHECK(house.letters(quinn, "please answer for " + qmul) == 1);
  const auto words = house.words(anna, "please answer");
  CHECK(has(words, "accept " + infn));
  CHECK(has(words, "https://notes.example.org/1"));
  CHECK(has(words, "2026-11-24 11:02 Europe/Amsterdam (10:02 UTC)"));
  CHECK(has(house.status(), infn + ": asked 2026-11-23 10:02 UTC, to answer until 2026-11-24 "
                                   "10:02 UTC; no answer yet"));
  house.choose({infn, qmul, ciemat});
  CHECK(house.post.sent.size() == 4);
  CHECK(house.letters(carla, "please answer for " + ciemat) == 1);
}

TEST_CASE("a team that two managers chose at once, and RT shows twice, is asked once") {
  Asking house;
  house.choose({infn, infn});
  CHECK(house.letters(anna, "please answer for " + infn) == 1);
}

TEST_CASE("a team that is taken off gets a withdrawal, and is asked anew when it is chosen again") {
  Asking house;
  house.choose({infn, qmul});
  house.choose({infn});
  CHECK(house.letters(quinn, qmul + " is not asked any more") == 1);
  CHECK(house.letters(anna, "not asked") == 0);
  CHECK(house.ticket().groups == std::vector<std::string>{"ea-" + infn});
  house.choose({infn, qmul});
  CHECK(house.letters(quinn, "please answer for " + qmul) == 2);
  CHECK(has(house.words(quinn, "not asked any more"), "Nothing is to be done"));
}

TEST_CASE(
    "silence: one reminder at the deadline, a day later one note, then a call for volunteers") {
  Asking house;
  house.choose({infn, qmul});
  house.answers(anna, "reject " + infn);
  house.pass(hours{23});
  CHECK(house.letters(quinn, "no answer yet") == 0);
  house.pass(hours{2});
  CHECK(house.letters(quinn, "no answer yet from " + qmul) == 1);
  CHECK(house.letters(anna, "no answer yet") == 0);
  CHECK(house.note("teams that do not answer").empty());
  house.pass(hours{25});
  const auto note = house.note("teams that do not answer");
  CHECK(has(note, "- " + qmul + ": asked 2026-11-23 10:02 UTC"));
  CHECK(has(note, "late by 8 working hours"));
  CHECK_FALSE(has(note, infn));
  CHECK(has(house.note("a call for volunteers"), qmul + " has not answered"));
  CHECK(has(house.note("a call for volunteers"), infn + " has rejected"));
  house.pass(hours{24 * 14});
  CHECK(house.letters(quinn, "no answer yet") == 1);
  CHECK(house.rt.comments.size() == 3); // with the note of the answer
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
}

TEST_CASE("a call for volunteers goes out by a manager's word, once, under one Message-ID") {
  Asking house;
  house.settings.policy.lists.extra = {"osg-general@example.test"};
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  const auto id = house.poll_id();
  REQUIRE(id.size() == 9);
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  house.answers(anna, "send " + id); // no manager
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  house.manager_says("send " + id);
  house.manager_says("send " + id);
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "who can take part?") == 1);
  CHECK(house.letters("osg-general@example.test", "who can take part?") == 1);
  CHECK(has(house.words(manager, "problem"), "sent, cancelled or dropped"));
  CHECK(has(house.status(), "Call for volunteers: sent"));
}

TEST_CASE("a call that was ordered goes out though the rollout is closed before that") {
  Asking house;
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  const auto id = house.poll_id();
  house.ticket().status = "resolved";
  house.manager_says("send " + id);
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "who can take part?") == 1);
}

TEST_CASE("a call that nobody ordered is dropped when the rollout is closed") {
  Asking house;
  house.settings.policy.lists.ask = false;
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  house.ticket().status = "resolved";
  house.changed(house.child, "Status", "open", "resolved");
  house.sweep();
  CHECK(has(house.status(), "Call for volunteers: dropped"));
  house.pass(hours{2});
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
}

TEST_CASE("an accept of a team that is not chosen any more stops no call") {
  Asking house;
  house.settings.policy.lists.ask = false;
  house.choose({infn, qmul});
  house.answers(quinn, "accept " + qmul);
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  house.pass(hours{2});
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "who can take part?") == 1);
}

TEST_CASE("where we do not remember who was asked, a call waits for a manager and says why") {
  Asking house;
  house.settings.policy.lists.ask = false;
  house.ticket().groups = {"ea-" + infn};
  house.choose({infn});
  CHECK(house.letters(anna, "please answer") == 0);
  house.answers(anna, "reject " + infn);
  CHECK(has(house.note("a call for volunteers"), "Look at the list first"));
  house.pass(hours{2});
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  house.manager_says("send " + house.poll_id());
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "who can take part?") == 1);
}

TEST_CASE("a list holds the call: it shows as not delivered yet") {
  Asking house;
  house.settings.policy.lists.address = "early-adopters-{stack}@lists.example.test";
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  house.manager_says("send " + house.poll_id());
  const auto subject = house.letter(house.post.sent.size() - 1).subject;
  house.arrives("From: early-adopters-emi-bounces@lists.example.test\n"
                "To: rollout@bridge.example.test\n"
                "Subject: Your message to early-adopters-emi@lists.example.test awaits\n"
                " moderator approval\nMessage-ID: <1795200000.77.1@lists.example.test>\n"
                "Precedence: bulk\nX-Mailman-Version: 3.3.8\n"
                "List-Id: <early-adopters-emi.lists.example.test>\n\n"
                "Your mail to 'early-adopters-emi@lists.example.test' with the subject\n\n    " +
                    subject +
                    "\n\nIs being held until the list moderator can review it for approval.\n\n"
                    "The message is being held because:\n\n"
                    "    The message is not from a list member\n\n"
                    "Either the message will get posted to the list, or you will receive\n"
                    "notification of the moderator's decision.\n",
                "early-adopters-emi-bounces@lists.example.test", "bounce");
  house.works();
  CHECK(has(house.status(), "Call for volunteers: not delivered yet, sent "));
  CHECK(has(house.status(),
            "held: The message is not from a list member (early-adopters-emi@lists.example.test)"));
}

TEST_CASE("a call for volunteers is cancelled by a manager's word") {
  Asking house;
  house.settings.policy.lists.ask = false;
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  house.manager_says("cancel " + house.poll_id());
  house.pass(hours{2});
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  CHECK(has(house.status(), "Call for volunteers: cancelled"));
}

TEST_CASE("where it goes out by itself, it waits, and does not go if a team accepts meanwhile") {
  Asking house;
  house.settings.policy.lists.ask = false;
  house.settings.policy.lists.hold = hours{3};
  house.choose({infn});
  house.answers(anna, "reject " + infn);
  house.pass(hours{2});
  CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  SECTION("nobody does") {
    house.pass(hours{2});
    CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 1);
  }
  SECTION("one does") {
    house.answers(anna, "accept " + infn);
    house.pass(hours{24});
    CHECK(house.letters("early-adopters-emi@mailman.egi.eu", "") == 0);
  }
}

TEST_CASE("we slept for two weeks: one reminder, not all that were missed") {
  Asking house;
  house.settings.policy.asks.reminders = 3;
  house.choose({infn, qmul});
  house.now += hours{24 * 14};
  house.works();
  CHECK(house.letters(quinn, "no answer yet") == 1);
  CHECK(house.letters(anna, "no answer yet") == 1);
  house.pass(hours{3});
  CHECK(house.letters(quinn, "no answer yet") == 1);
  house.pass(hours{24 * 14});
  CHECK(house.letters(quinn, "no answer yet") == 3);
  CHECK(house.note("teams that do not answer").size() > 0);
}

TEST_CASE("an answer that came while the reminder was due is seen before it goes out") {
  Asking house;
  house.choose({infn});
  house.pass(hours{20});
  house.ticket().fields["EA Accepted"] = {infn}; // nobody has told us
  house.pass(hours{100});
  CHECK(house.letters(anna, "no answer yet") == 0);
}

TEST_CASE("a manager moves the deadline by RT's own date Due") {
  Asking house;
  house.choose({infn});
  house.ticket().due = house.now + hours{24 * 4};
  house.changed(house.child, "Set");
  house.sweep();
  house.pass(hours{24 * 4 - 1});
  CHECK(house.letters(anna, "no answer yet") == 0);
  house.pass(hours{2});
  CHECK(house.letters(anna, "no answer yet") == 1);
  CHECK(has(house.words(anna, "no answer yet"), "the managers have set this date"));
}

TEST_CASE("a team that RT has no group of is told, once, and asked when the group is there") {
  Asking house;
  house.choose({"NGI_X-NOWHERE"});
  CHECK(has(house.note("a team cannot be asked"), "RT has no group ea-NGI_X-NOWHERE"));
  CHECK(house.ticket().status == "new");
  CHECK(house.post.sent.empty());
  house.rt.members["NGI_X-NOWHERE"] = {"nora@x.example.test"};
  house.rt.privileged.insert("nora@x.example.test");
  house.changed(house.child, "Comment");
  house.sweep();
  CHECK(house.letters("nora@x.example.test", "please answer") == 1);
}

TEST_CASE("a team in which nobody has an address is told") {
  Asking house;
  house.rt.without_address = {quinn};
  house.choose({qmul});
  CHECK(house.post.sent.empty());
  CHECK(has(house.note("a team got no letter"), "Nobody in the RT group ea-" + qmul));
  CHECK(has(house.status(), "but nobody of it has an address"));
}

TEST_CASE("a rollout that was under way before we came is not begun anew") {
  Asking house;
  house.ticket().groups = {"ea-" + infn};
  house.ticket().fields["EA Accepted"] = {qmul};
  house.choose({infn, qmul});
  CHECK(house.post.sent.empty());
  house.pass(hours{26});
  CHECK(house.letters(anna, "no answer yet") == 1);
  CHECK(house.letters(quinn, "no answer yet") == 0);
}

TEST_CASE("on a closed rollout nobody is asked or reminded") {
  Asking house;
  house.choose({infn});
  house.ticket().status = "resolved";
  house.choose({infn, qmul});
  house.pass(hours{24 * 7});
  CHECK(house.post.sent.size() == 2); // the request alone
}

TEST_CASE("two managers choose at once, a hook is lost, RT fails at any call: each letter once") {
  for (int fault_at = 0; fault_at < 30; ++fault_at) {
    CAPTURE(fault_at);
    Asking house;
    house.ticket().fields["EA Teams"] = {infn};
    house.changed(house.child, "CustomField");
    house.ticket().fields["EA Teams"] = {infn, qmul};
    house.changed(house.child, "CustomField");
    house.hook_all(true);
    house.rt.fail_next(base::Fault::temporary, 1, fault_at);
    house.works();
    house.pass(hours{1});
    house.rt.fail_next(base::Fault::temporary, 0);
    house.sweep();
    CHECK(house.letters(anna, "please answer") == 1);
    CHECK(house.letters(quinn, "please answer") == 1);
    CHECK(house.post.sent.size() == 3);
    CHECK(house.ticket().status == "open");
  }
}
