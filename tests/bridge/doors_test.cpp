// SPDX-License-Identifier: Apache-2.0
// One event from every door: mail, RT's page, RT's own gateway, hook and sweep of one transaction.
#include "bridge/house.hpp"
#include "bridge/outgoing.hpp"

#include <algorithm>

namespace {

using Values = std::vector<std::string>;

} // namespace

TEST_CASE("a reply typed in RT's page counts as a mail does") {
  House house;
  house.said(601, anna,
             "<p>accept&nbsp;" + infn + "</p><blockquote>reject " + infn + "</blockquote>");
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{infn});
  CHECK(house.rt.relayed.empty());
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).subject.find("accepted for " + infn) != std::string::npos);
  CHECK(house.letter(0).references == Values{"rt-5.0.3-1-2-3.4711-0-0@rt.example.test"});
  CHECK(house.note("answers recorded").find("Proof: logged in at RT as " + anna) !=
        std::string::npos);

  SECTION("and hook and sweep of the same transaction are one") {
    house.sweep();
    CHECK(house.post.sent.size() == 1);
    CHECK(house.rt.comments.size() == 1);
  }
}

TEST_CASE("a lost hook costs a minute and nothing else") {
  House house;
  house.said(601, anna, "<p>accept " + infn + "</p>");
  house.sweep();
  CHECK(house.field("EA Accepted") == Values{infn});
  CHECK(house.post.sent.size() == 1);
}

TEST_CASE("the last answer counts, in whatever order we hear of them") {
  House house;
  const int first = GENERATE(701, 2); // a young RT has small numbers
  house.sweep();                      // from here on the cursor is known
  for (int i = 0; i < 3; ++i)
    house.said(first + i, anna,
               std::string("<p>") + (i == 1 ? "reject " : "accept ") + infn + "</p>");

  SECTION("backwards") {
    for (const int id : {first + 2, first + 1, first})
      house.hook(id);
  }
  SECTION("only the last hook came") {
    house.hook(first + 2);
  }
  SECTION("twice") {
    for (const int id : {first + 1, first + 2, first})
      house.hook(id);
    CHECK(house.works() == 0);
    house.sweep();
  }
  CHECK(house.works() == 0);
  house.sweep();
  CHECK(house.field("EA Accepted") == Values{infn});
  CHECK(house.field("EA Rejected").empty());
  REQUIRE(house.post.sent.size() == 3);
  CHECK(house.letter(0).subject.find("accepted for") != std::string::npos);
  CHECK(house.letter(1).subject.find("rejected for") != std::string::npos);
  CHECK(house.letter(2).subject.find("accepted for") != std::string::npos);
}

TEST_CASE("a mail that came after a reply in the page counts more, though its hook was lost") {
  House house;
  house.rt.changes.push_back(
      {{4711}, {500}, "Status", "Status", "new", "open", manager, house.now});
  house.sweep();
  house.said(701, anna, "<p>accept " + infn + "</p>");
  house.now += base::Seconds{5};
  house.arrives(reply(anna, "reject " + infn, "later@infn"));
  CHECK(house.works() == 0);
  house.sweep();
  CHECK(house.field("EA Rejected") == Values{infn});
  CHECK(house.field("EA Accepted").empty());
  CHECK(house.post.sent.size() == 2);
}

TEST_CASE("our copy of a mail that comes back through the hook is no second answer") {
  House house;
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  const std::string mark = house.rt.relayed.at(0).cause;
  const auto how = GENERATE(0, 1); // RT may have had it before we came
  house.said(601, anna, "<p>accept " + infn + "</p>",
             "From: " + anna + "\nX-RT-Interface: Email\n" +
                 (how == 0 ? "X-Rollout-Relay: " + mark : "Message-ID: <r1@infn>"));
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.post.sent.size() == 1);
  CHECK(house.rt.comments.size() == 1);
}

TEST_CASE("nothing that RT's gateway took past us acts as a member's word") {
  House house;
  const auto attack =
      GENERATE(std::string("From: mallory@evil.example\nReply-To: anna@infn.example.test\n"),
               std::string("From: anna@infn.example.test\n"),
               std::string("From: anna@infn.example.test\nX-RT-Interface: Web\n"),
               std::string("From: anna@infn.example.test\nX-Rollout-Relay: 0123456789abcdef\n"),
               std::string("X-RT-Interface: Web\nSender: anna@infn.example.test\n"),
               std::string("From: anna@infn.example.test\nAuthentication-Results: mx.example.test; "
                           "dmarc=pass header.from=infn.example.test\n"));
  CAPTURE(attack);
  house.settings.authserv_ids = {"mx.example.test"};
  house.said(601, anna, "<p>accept " + infn + "</p>", attack + "X-RT-Interface: Email");
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted").empty());
  CHECK(house.note("answers recorded").empty());
}

TEST_CASE("a mail that fails the check of its sender is held, and only a manager lets it pass") {
  House house;
  house.settings.authserv_ids = {"mx.example.test"};
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  const std::string passed = "Authentication-Results: mx.example.test; dmarc=pass\n";
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" +
                reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.empty());
  CHECK(house.field("EA Accepted").empty());
  const std::string id = house.held_id();
  REQUIRE(house.post.sent.size() == 1); // she is told
  CHECK(house.post.sent[0].to == anna);
  CHECK(house.letter(0).subject.find("held") != std::string::npos);

  SECTION("a member's word does not release it") {
    house.said(602, anna, "<p>release " + id + "</p>");
    house.hook(602);
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted").empty());
    CHECK(house.letter(1).plain->find("Only rollout managers") != std::string::npos);
  }
  SECTION("a manager's mail without a proof does not, either") {
    house.arrives(reply(manager, "release " + id, "m1@x"));
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
  }
  SECTION("a manager's reply in the page does, once") {
    house.said(602, manager, "<p>release " + id + "</p>", page_headers, "Comment");
    house.hook(602);
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.field("EA Accepted") == Values{infn});
    CHECK(house.note("answers recorded").find("released by " + manager) != std::string::npos);
    house.said(603, manager, "<p>release " + id + "</p>");
    house.hook(603);
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.letter(3).plain->find("Nothing is held") != std::string::npos);
  }
  SECTION("so does his mail that passed the check") {
    house.arrives(passed + reply(manager, "RELEASE " + id, "m2@x"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted") == Values{infn});
  }
  SECTION("refused is refused") {
    house.said(602, manager, "<p>refuse " + id + "</p>");
    house.hook(602);
    house.said(603, manager, "<p>release " + id + "</p>");
    house.hook(603);
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.empty());
    CHECK(house.field("EA Accepted").empty());
  }
}

TEST_CASE("a Reply-To that names another user of RT holds the mail, any other does not") {
  House house;
  house.rt.unknown = {"anna.private@example.org"};
  house.arrives(reply(anna, "accept " + infn, "r1@infn", "Reply-To: quinn@qmul.example.test\n"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.empty());
  CHECK(house.note("a mail is held").find("quinn@qmul.example.test") != std::string::npos);
  house.arrives(reply(anna, "accept " + infn, "r2@infn", "Reply-To: anna.private@example.org\n"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 1);
  CHECK(house.field("EA Accepted") == Values{infn});
}

TEST_CASE("a manager may answer for a team, where his word is proved") {
  House house;
  house.said(601, manager, "<p>accept " + qmul + "</p>");
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{qmul});
  CHECK(house.note("answers recorded").find("a rollout manager and answers for the team") !=
        std::string::npos);
  house.arrives(reply(manager, "reject " + qmul, "m1@x"));
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{qmul});
  CHECK(house.letter(1).plain->find("nothing proves") != std::string::npos);
}

TEST_CASE("a manager who tells others what to send is not told what to send") {
  House house;
  house.said(601, manager,
             "<p>Please answer with one line:</p><p>accept &lt;your-team&gt;</p>"
             "<p>accept NGI_XX-NOWHERE</p>");
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.post.sent.empty());
  CHECK(house.rt.comments.empty());
}

TEST_CASE("orders: what each does, and who may give it") {
  House house;
  house.rt.tickets[4711].fields["Exposure Until"] = {};
  house.rt.tickets[4711].fields["Document ID"] = {};
  house.said(601, manager,
             "<p>extend 2026-12-24</p><p>document #4242</p><p>delayed " + infn + "</p>");
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Exposure Until") == Values{"2026-12-24"});
  CHECK(house.field("Document ID") == Values{"4242"});
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).plain->find("end of exposure to 2026-12-24") != std::string::npos);
  CHECK(house.letter(0).plain->find(infn + " is delayed") != std::string::npos);

  house.said(602, anna,
             "<p>extend 2027-01-01</p><p>proceeding " + infn + "</p><p>delayed " + qmul +
                 "</p><p>release candidates</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("Exposure Until") == Values{"2026-12-24"});
  REQUIRE(house.post.sent.size() == 2);
  CHECK(house.letter(1).plain->find(infn + " is proceeding") != std::string::npos);
  CHECK(house.letter(1).plain->find("Only rollout managers") != std::string::npos);
  CHECK(house.letter(1).plain->find("is not in this team") != std::string::npos);

  house.said(603, manager, "<p>send r4f7-k2m9</p><p>extend 24.12.2026</p><p>release r4f7-k2m</p>");
  house.hook(603);
  CHECK(house.works() == 0);
  CHECK(house.letter(2).plain->find("as 2026-12-31") != std::string::npos);
  CHECK(house.letter(2).plain->find("Nothing is held") != std::string::npos);
}

TEST_CASE("the status of a rollout is rewritten when something changed, and only then") {
  House house;
  house.rt.tickets[4711].fields["Rollout Status"] = {};
  const auto changed = [&](std::int64_t id) {
    house.rt.changes.push_back({{4711}, {id}, "CustomField", "3", "", qmul, manager, house.now});
    house.hook(id);
    CHECK(house.works() == 0);
  };
  changed(601);
  REQUIRE(house.field("Rollout Status").size() == 1);
  CHECK(house.field("Rollout Status")[0].find("2 of 2 have not answered yet") != std::string::npos);
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  CHECK(house.field("Rollout Status")[0].find("1 of 2 asked have accepted: " + infn) !=
        std::string::npos);
  const auto effects = [&] {
    const auto rows = store::list(house.database, true).value();
    return std::count_if(rows.begin(), rows.end(), [](const auto& row) {
      return row.job.key.find("/status/") != std::string::npos;
    });
  };
  CHECK(effects() == 3); // its teams were asked before we came: that is seen with the answer
  changed(602);
  CHECK(effects() == 3);
}

TEST_CASE("an answer in the page long ago, heard of late, does not override a later mail") {
  House house;
  house.sweep();
  house.said(13, manager, "<p>accept " + infn + "</p>");
  for (int i = 14; i < 400; ++i) // RT goes on, far beyond the overlap
    house.rt.changes.push_back({{4711}, {i}, "Set", "Subject", "a", "b", manager, house.now});
  house.now += base::Seconds{600};
  house.arrives(reply(anna, "reject " + infn, "later@infn"));
  REQUIRE(bridge::begin(house.world, house.now));
  CHECK(house.works() == 0);
  house.sweep();
  CHECK(house.field("EA Rejected") == Values{infn});
  CHECK(house.field("EA Accepted").empty());
}

TEST_CASE("a row that was dropped is in nobody's way") {
  House house;
  house.sweep();
  house.said(13, anna, "<p>accept " + infn + "</p>");
  house.hook(13);
  REQUIRE(
      store::drop(house.database, store::find(house.database, "txn/13").value(), {}, house.now));
  house.now += base::Seconds{5};
  house.arrives(reply(anna, "reject " + infn, "later@infn"));
  CHECK(house.works() == 0);
  CHECK(house.field("EA Rejected") == Values{infn});
}

TEST_CASE("a mail that was held while a later answer came is not the last word") {
  House house;
  house.settings.authserv_ids = {"mx.example.test"};
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" +
                reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  const std::string id = house.held_id();
  house.now += base::Seconds{300};
  house.said(601, anna, "<p>reject " + infn + "</p>");
  house.hook(601);
  CHECK(house.works() == 0);
  house.now += base::Seconds{300};
  house.said(602, manager, "<p>release " + id + "</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Rejected") == Values{infn});
  CHECK(house.field("EA Accepted").empty());
  CHECK(house.rt.relayed.size() == 1);
}

TEST_CASE("a held mail that is released after its bytes were forgotten is told to be gone") {
  House house;
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  house.arrives(reply(anna, "accept " + infn, "r1@infn"));
  CHECK(house.works() == 0);
  const std::string id = house.held_id();
  house.now += std::chrono::hours{24 * 95};
  REQUIRE(bridge::begin(house.world, house.now));
  CHECK(house.works() == 0);
  house.said(602, manager, "<p>release " + id + "</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.post.sent.back().to == manager);
  CHECK(house.letter(house.post.sent.size() - 1).plain->find("Nothing is held") !=
        std::string::npos);
}

TEST_CASE("held mails without a ticket: the owner hears of one a day, and nobody of a program's") {
  House house;
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  for (int i = 0; i < 5; ++i)
    house.arrives(reply("spam@evil.example", "buy " + std::to_string(i),
                        std::to_string(i) + "@evil", "", "hello"));
  house.arrives(reply(anna, "accept " + infn, "far@infn", "", "Re: [rt.example.test #99999] x"));
  house.arrives(
      reply(anna, "I am away", "away@infn", "", "Out of office: [rt.example.test #4711]"));
  CHECK(house.works() == 0);
  std::size_t to_owner = 0;
  for (const auto& sent : house.post.sent)
    to_owner += sent.to == house.settings.policy.owner ? 1 : 0;
  CHECK(to_owner == 1);
  CHECK(house.post.sent.size() == 2); // and anna, of her answer
}

TEST_CASE("a hint that names the wrong ticket, or nothing that there is, does no harm") {
  House house;
  house.said(601, anna, "<p>accept " + infn + "</p>");
  house.hook(601, 4712);
  house.hook(999);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{infn});
  CHECK(house.post.sent.size() == 1);
}
