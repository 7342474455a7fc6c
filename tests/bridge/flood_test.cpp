// SPDX-License-Identifier: Apache-2.0
// The breaker at the door: what no header stops is stopped by its rate, told once, and lost never.
#include "bridge/household.hpp"
#include "bridge/news.hpp"
#include "store/backlog.hpp"
#include "store/traffic.hpp"

#include <algorithm>

namespace {

using Values = std::vector<std::string>;
const std::string anna = "anna@infn.example.test";
const std::string manager = "mgr1@example.test";
const std::string page = "X-RT-Interface: Web\nContent-Type: text/html";

struct House : Household {
  House() {
    rt.privileged = {manager};
    rt.managers = {manager};
  }
  // `count` mails of one person, one a second, each thought about as it comes.
  void floods(int count, const std::string& from = anna, const std::string& more = {},
              const std::string& subject = "Re: [rt.example.test #4711] Staged Rollout") {
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(++mails_);
      arrives(reply(from, "Thank you for your mail, number " + number, number + "@robot", more,
                    subject));
      CHECK(works() == 0);
      now += base::Seconds{1};
    }
  }
  void manager_says(const std::string& line) {
    ++transaction_;
    rt.changes.push_back({{4711}, {transaction_}, "Correspond", "", "", "", manager, now});
    rt.sayings[transaction_] = {page, std::nullopt, "<p>" + line + "</p>"};
    REQUIRE(store::put(database, store::Which::inbox, bridge::news_row({4711}, {transaction_}), now)
                .value());
    CHECK(works() == 0);
  }
  int notes(const std::string& words) const {
    return static_cast<int>(
        std::count_if(rt.comments.begin(), rt.comments.end(), [&](const auto& one) {
          return one.subject.find(words) != std::string::npos;
        }));
  }
  std::string text_of(const std::string& words) const {
    for (const auto& comment : rt.comments)
      if (comment.subject.find(words) != std::string::npos)
        return comment.text;
    FAIL("no note has the subject " + words);
    return "";
  }
  int letters_to(const std::string& to) const {
    return static_cast<int>(std::count_if(post.sent.begin(), post.sent.end(),
                                          [&](const auto& one) { return one.to == to; }));
  }
  // The ID that the note of the trip asks for.
  std::string trip() const {
    for (const auto& comment : rt.comments)
      if (const auto at = comment.text.find("release ");
          at != std::string::npos && comment.subject.find("too many") != std::string::npos)
        return comment.text.substr(at + 8, 9);
    FAIL("there is no note of a trip");
    return "";
  }

private:
  int mails_ = 0;
  std::int64_t transaction_ = 600;
};

} // namespace

TEST_CASE("twenty mails of one sender pass, the others are held: one note, one letter") {
  House house;
  house.floods(20);
  CHECK(house.rt.relayed.size() == 20);
  CHECK(house.rt.comments.empty());
  house.floods(40);
  CHECK(house.rt.relayed.size() == 20);
  CHECK(house.notes("too many mails") == 1);
  CHECK(house.rt.comments.size() == 1);
  CHECK(house.post.sent.size() == 1);
  CHECK(house.letters_to(house.settings.policy.owner) == 1);
  CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 40);

  SECTION("others on that ticket do not notice") {
    house.arrives(reply("quinn@qmul.example.test", "accept " + qmul, "q1@qmul"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted") == Values{qmul});
  }
  SECTION("the same sender elsewhere does not, either") {
    house.floods(1, anna, "", "hello");
    CHECK(house.rt.relayed.size() == 21);
  }
  SECTION("when fewer come, mail passes again, and nobody is told") {
    house.now += house.settings.policy.flood_window;
    house.arrives(reply(anna, "accept " + infn, "late@infn"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted") == Values{infn});
    CHECK(house.letters_to(house.settings.policy.owner) == 1);
  }
  SECTION("the next trip is told again") {
    house.now += house.settings.policy.flood_window;
    house.floods(21);
    CHECK(house.notes("too many mails") == 2);
  }
  SECTION("all of the trip are released by one line, and do not count") {
    house.manager_says("release " + house.trip());
    CHECK(house.rt.relayed.size() == 60);
    CHECK(house.letters_to(manager) == 1);
    CHECK(house.notes("held mails were released") == 1);
    CHECK(house.rt.comments.back().text.find("… and 20 more") != std::string::npos);
    CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 0);
    house.manager_says("release " + house.trip());
    CHECK(house.rt.relayed.size() == 60);
    CHECK(house.letter(house.post.sent.size() - 1).plain->find("Nothing is held") !=
          std::string::npos);
  }
  SECTION("or refused") {
    house.manager_says("refuse " + house.trip());
    house.manager_says("release " + house.trip());
    CHECK(house.rt.relayed.size() == 20);
  }
  SECTION("trace knows all of them by the trip") {
    const auto trail = store::trail(house.database, house.trip()).value();
    CHECK(std::count_if(trail.ledger.begin(), trail.ledger.end(),
                        [](const auto& one) { return one.entry.what == "held"; }) == 40);
  }
}

TEST_CASE("what stops a robot outlives the program, and a mail delivered twice counts once") {
  House house;
  for (int i = 0; i < 19; ++i)
    house.floods(1);
  const std::string twice = reply(anna, "the same", "same@infn");
  for (int i = 0; i < 5; ++i)
    house.arrives(twice);
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 20);
  CHECK(house.rt.comments.empty());
  house.database = store::Database::open(house.path()).value(); // the program starts anew
  house.floods(1);
  CHECK(house.rt.relayed.size() == 20);
  CHECK(house.notes("too many mails") == 1);
  house.arrives(twice); // it passed then, and nothing is said of it now
  CHECK(house.works() == 0);
  CHECK(house.post.sent.size() == 1);
  CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 1);
}

TEST_CASE("after an outage a hundred mails of six teams on one ticket pass at once") {
  House house;
  for (int i = 0; i < 100; ++i)
    house.arrives(reply("member@team" + std::to_string(i % 6) + ".example.test",
                        "accept " + infn + " is what we will say, " + std::to_string(i),
                        std::to_string(i) + "@team"));
  CHECK(house.works() == 0);
  CHECK(house.rt.relayed.size() == 100);
  CHECK(house.notes("too many mails") == 0);

  SECTION("and not one more on that ticket") {
    house.arrives(reply("new@team9.example.test", "hello", "more@team"));
    CHECK(house.works() == 0);
    CHECK(house.rt.relayed.size() == 100);
    CHECK(house.notes("too many mails") == 1);
  }
}

TEST_CASE("in whatever order mails are thought about, no window lets more pass") {
  House house;
  for (int i = 0; i < 60; ++i) {
    const int second = (i * 37) % 60 * 20; // twenty minutes, out of order
    house.now = base::from_unix(1'795'222'800 + second);
    house.arrives(reply(anna, "number " + std::to_string(i), std::to_string(i) + "@robot"));
    CHECK(house.works() == 0);
  }
  const auto rows =
      house.database.run("SELECT at FROM traffic WHERE scope = '' AND place = 'ticket/4711'")
          .value();
  for (const auto& row : rows)
    CHECK(std::count_if(rows.begin(), rows.end(), [&](const auto& other) {
            const auto gap = store::number(other[0]) - store::number(row[0]);
            return gap >= 0 && gap < 600;
          }) <= 20);
  CHECK(rows.size() >= 20);
}

TEST_CASE("a flood that is held anyway is told once as well, and holds up nobody's own mail") {
  House house;
  SECTION("spam in anna's name") {
    house.floods(50, anna, "X-Spam-Flag: YES\n");
    CHECK(house.notes("a mail is held") == 20);
    CHECK(house.notes("too many mails") == 1);
    CHECK(house.letters_to(anna) == 0);
    house.arrives(reply(anna, "accept " + infn, "true@infn"));
    CHECK(house.works() == 0);
    CHECK(house.field("EA Accepted") == Values{infn});
  }
  SECTION("spam from everywhere, on no ticket") {
    for (int i = 0; i < 150; ++i)
      house.floods(1, "spam" + std::to_string(i) + "@evil.example", "X-Spam-Flag: YES\n", "hello");
    CHECK(house.post.sent.size() == 1);
    CHECK(house.rt.relayed.empty());
  }
  SECTION("mail from nobody") {
    for (int i = 0; i < 50; ++i)
      house.arrives("From: a@x.example, b@x.example\nSubject: hello\nMessage-ID: <" +
                    std::to_string(i) + "@x>\n\nhello\n");
    CHECK(house.works() == 0);
    CHECK(house.post.sent.size() == 21); // one for each that passed, and one of the trip
  }
}

TEST_CASE("nobody releases forged mail that he has not seen") {
  House house;
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  house.floods(20, "mallory@evil.example");
  for (int i = 0; i < 90; ++i)
    house.floods(1, "m" + std::to_string(i) + "@evil.example");
  house.arrives(reply(anna, "accept " + infn, "forged@evil"));
  CHECK(house.works() == 0);
  const auto note = house.text_of("too many mails");
  CHECK(note.find("by itself") == std::string::npos);
  CHECK(note.find("only when a rollout manager has looked at it") != std::string::npos);

  SECTION("a release of all of them shows them, each with its own ID") {
    house.manager_says("release " + house.trip());
    CHECK(house.rt.relayed.empty());
    CHECK(house.field("EA Accepted").empty());
    const auto shown = house.text_of("need a look each");
    CHECK(shown.find("11 held mails did not pass") != std::string::npos);
    CHECK(shown.find("| accept " + infn) != std::string::npos);
    CHECK(house.letters_to(manager) == 1);

    const auto at = shown.find(": Message-ID <forged@evil>");
    REQUIRE(at != std::string::npos);
    house.manager_says("release " + shown.substr(at - 9, 9));
    CHECK(house.rt.relayed.size() == 1);
    CHECK(house.field("EA Accepted") == Values{infn});
  }
  SECTION("all of them are refused by one line") {
    house.manager_says("refuse " + house.trip());
    CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 100);
    CHECK(house.rt.relayed.empty());
  }
}

TEST_CASE("a mail that is released with its trip proves no more than before") {
  House house;
  house.floods(20, manager);
  house.arrives(reply(manager, "extend 2026-12-31", "x1@robot")); // From is all that names him
  house.arrives(reply(manager, "hello", "x2@robot", "Reply-To: " + anna + "\n"));
  CHECK(house.works() == 0);
  house.manager_says("release " + house.trip());
  CHECK(house.rt.relayed.size() == 21);
  CHECK(house.field("Exposure Until").empty());
  CHECK(house.text_of("a held mail was released").find("Reply-To names somebody else (" + anna) !=
        std::string::npos);
}

TEST_CASE("a trip that lasts is told each day, and anew after a manager's word") {
  House house;
  house.floods(25);
  SECTION("what comes after a release is another trip") {
    const auto first = house.trip();
    house.manager_says(GENERATE("release ", "refuse ") + first);
    house.floods(10);
    CHECK(house.notes("too many mails") == 2);
    CHECK(house.letters_to(house.settings.policy.owner) == 2);
    CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 10);
    house.manager_says("release " + first);
    CHECK(store::mails_held(house.database, base::from_unix(0)).value() == 10);
  }
  SECTION("two mails an hour for two days") {
    house.settings.policy.flood_window = base::Seconds{std::chrono::hours{12}};
    for (int hour = 0; hour < 49; ++hour) {
      house.now += base::Seconds{std::chrono::hours{1}};
      house.floods(2);
    }
    CHECK(house.notes("too many mails") == 3);
    CHECK(house.letters_to(house.settings.policy.owner) == 3);
    CHECK(house.rt.comments.back().text.find("for 100 mails so far") != std::string::npos);
  }
}

TEST_CASE("one line settles two hundred held mails, and says how many more wait") {
  House house;
  house.floods(231);
  const auto trip = house.trip();
  house.manager_says("release " + trip);
  CHECK(house.rt.relayed.size() == 220);
  CHECK(house.letter(house.post.sent.size() - 1).plain->find("11 more wait: send the line again") !=
        std::string::npos);
  house.manager_says("release " + trip);
  CHECK(house.rt.relayed.size() == 231);
}

TEST_CASE("a program's mails and bounces on a ticket are bounded, too") {
  House house;
  house.floods(50, "away@infn.example.test", "Auto-Submitted: auto-replied\n");
  CHECK(house.notes("a mail to look at") == 20);
  CHECK(house.notes("too many mails") == 1);
  CHECK(house.rt.comments.size() == 21);
}

TEST_CASE("mails that RT's gateway takes past us with lines in them are bounded, talk is not") {
  House house;
  house.settings.policy.believe_gateway = GENERATE(true, false);
  for (int i = 0; i < 50; ++i) {
    house.rt.changes.push_back({{4711}, {700 + i}, "Correspond", "", "", "", anna, house.now});
    house.rt.sayings[700 + i] = {"From: " + anna + "\nX-RT-Interface: Email", std::nullopt,
                                 i < 25 ? "<p>hello</p>" : "<p>accept " + infn + "</p>"};
    REQUIRE(store::put(house.database, store::Which::inbox, bridge::news_row({4711}, {700 + i}),
                       house.now)
                .value());
  }
  CHECK(house.works() == 0);
  CHECK(house.notes("too many mails") == 1);
  CHECK(house.rt.comments.size() == 21);
}

TEST_CASE("nobody gets letters without end: those beyond the limit wait, and are not lost") {
  House house;
  house.settings.policy.most_letters = 5;
  for (int i = 0; i < 12; ++i)
    house.manager_says("delayed " + infn); // typed by hand: a login is held up by nothing
  CHECK(house.letters_to(manager) == 5);
  const auto rows = store::list(house.database, false).value();
  CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) {
          return row.job.error.find("mail.most_letters") != std::string::npos;
        }) == 7);
  CHECK(house.world.breakers["post"].lets_through(house.now));
  house.now += house.settings.policy.flood_window;
  CHECK(house.works() == 0);
  CHECK(house.letters_to(manager) == 10);
  house.now += house.settings.policy.flood_window;
  CHECK(house.works() == 0);
  CHECK(house.letters_to(manager) == 12);
}
