// SPDX-License-Identifier: Apache-2.0
#include "store/desk.hpp"
#include "store/ledger.hpp"
#include "store/queue.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace store;
using base::from_unix;

namespace {

const auto noon = from_unix(1'000'000);

Item item(const std::string& key, const std::string& lane, base::Instant due = noon) {
  return {key, lane, "kind", "{}", std::nullopt, due};
}

std::string claimed(Database& database, Which which, std::string_view target,
                    base::Instant now = noon) {
  auto job = claim(database, which, target, now);
  REQUIRE(job);
  return *job ? (*job)->key : "";
}

Job claim_one(Database& database, Which which, std::string_view target, base::Instant now = noon) {
  auto job = claim(database, which, target, now);
  REQUIRE(job);
  REQUIRE(*job);
  return **job;
}

} // namespace

TEST_CASE("a key is put once, ever") {
  Scratch scratch;
  auto& db = scratch.database;
  CHECK(put(db, Which::inbox, item("a", "in/a"), noon).value());
  CHECK_FALSE(put(db, Which::inbox, item("a", "in/a"), noon).value());
  const Job job = claim_one(db, Which::inbox, "in");
  REQUIRE(settle(db, Which::inbox, job, {}, noon));
  CHECK_FALSE(put(db, Which::inbox, item("a", "in/a"), noon).value());
  CHECK(claimed(db, Which::inbox, "in").empty());
}

TEST_CASE("a lane is strict and lanes do not wait for each other") {
  Scratch scratch;
  auto& db = scratch.database;
  for (const auto& one : {item("1", "rt/7"), item("2", "rt/7"), item("3", "rt/8")})
    REQUIRE(put(db, Which::outbox, one, noon));
  const Job first = claim_one(db, Which::outbox, "rt");
  CHECK(first.key == "1");
  CHECK(claimed(db, Which::outbox, "rt") == "3");
  CHECK(claimed(db, Which::outbox, "rt").empty());

  SECTION("a failing head keeps its place") {
    REQUIRE(again(db, Which::outbox, first, noon + base::Seconds{60}, "RT is down"));
    CHECK(claimed(db, Which::outbox, "rt").empty());
    CHECK(claimed(db, Which::outbox, "rt", noon + base::Seconds{60}) == "1");
  }
  SECTION("one that was put off is not hurried") {
    REQUIRE(again(db, Which::outbox, first, noon + base::Seconds{60}, "no answer", true));
    CHECK_FALSE(hurry(db, Which::outbox, "rt", noon).value());
    CHECK(claimed(db, Which::outbox, "rt", noon + base::Seconds{60}) == "1");
  }
  SECTION("a stuck head parks its lane until a human frees it") {
    REQUIRE(stick(db, Which::outbox, first, "no right", {item("tell", "post/owner")}, noon));
    CHECK(claimed(db, Which::outbox, "rt").empty());
    CHECK(claimed(db, Which::outbox, "post") == "tell");
    const auto row = find(db, "1").value();
    CHECK(row.job.state == "stuck");
    CHECK(row.job.error == "no right");
    SECTION("by retry") {
      REQUIRE(retry(db, row, noon));
      CHECK(claimed(db, Which::outbox, "rt") == "1");
    }
    SECTION("by drop") {
      REQUIRE(drop(db, row, {}, noon));
      CHECK(claimed(db, Which::outbox, "rt") == "2");
    }
  }
  SECTION("done lets the next one go") {
    REQUIRE(settle(db, Which::outbox, first, {}, noon));
    CHECK(claimed(db, Which::outbox, "rt") == "2");
  }
}

TEST_CASE("an alarm waits for its time and is in nobody's way") {
  Scratch scratch;
  auto& db = scratch.database;
  const auto later = noon + base::Seconds{3600};
  REQUIRE(put(db, Which::inbox, item("alarm", "rt/7", later), noon));
  REQUIRE(put(db, Which::inbox, item("mail", "rt/7"), noon));
  CHECK(claimed(db, Which::inbox, "rt") == "mail");
  CHECK(next_due(db).value().value() == later);
  CHECK(claimed(db, Which::inbox, "rt", later) == "alarm");
}

TEST_CASE("nobody thinks about a ticket while we owe something to it") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(put(db, Which::inbox, item("think", "rt/7"), noon));
  REQUIRE(put(db, Which::outbox, item("owed", "rt/7"), noon));
  CHECK(claimed(db, Which::inbox, "rt").empty());
  const Job owed = claim_one(db, Which::outbox, "rt");
  CHECK(claimed(db, Which::inbox, "rt").empty());
  REQUIRE(settle(db, Which::outbox, owed, {}, noon));
  CHECK(claimed(db, Which::inbox, "rt") == "think");
}

TEST_CASE("settle does all or nothing") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(put(db, Which::inbox, item("mail", "in/1"), noon));
  const Job job = claim_one(db, Which::inbox, "in");
  Settlement settlement;
  settlement.outbox = {item("effect", "rt/7")};
  settlement.inbox = {item("alarm", "in/2")};
  settlement.ledger = {{7, "received", "x@y", "mail", "words"}};
  settlement.marks = {{"cursor", "12"}};
  SECTION("all") {
    REQUIRE(settle(db, Which::inbox, job, settlement, noon));
    CHECK(claimed(db, Which::outbox, "rt") == "effect");
    CHECK(claimed(db, Which::inbox, "in") == "alarm");
    CHECK(remembered(db, "received", "x@y").value().size() == 1);
    CHECK(mark(db, "cursor").value() == "12");
    SECTION("and never a second time for the same job") {
      CHECK_FALSE(settle(db, Which::inbox, job, settlement, noon));
      CHECK(remembered(db, "received", "x@y").value().size() == 1);
    }
  }
  SECTION("nothing, when one of it is refused") {
    settlement.outbox.push_back({"bad", "rt/7", "kind", "no json", std::nullopt, noon});
    CHECK_FALSE(settle(db, Which::inbox, job, settlement, noon));
    CHECK(claimed(db, Which::outbox, "rt").empty());
    CHECK(remembered(db, "received", "x@y").value().empty());
    CHECK(find(db, "mail").value().job.state == "running");
  }
}

TEST_CASE("what a dead program left running is ready again, so long after it was claimed") {
  Scratch scratch;
  auto& db = scratch.database;
  std::vector<std::string> poison;
  const auto restart = [&](base::Instant now) {
    REQUIRE(recover(
        db, Which::outbox, "rt", 3, base::Seconds{60},
        [&](const Job& job) {
          poison.push_back(job.key);
          return std::vector{item("letter", "post/owner")};
        },
        now));
    CHECK_FALSE(hurry(db, Which::outbox, "rt", now).value());
  };
  auto now = noon;
  REQUIRE(put(db, Which::outbox, item("a", "rt/7"), now));
  CHECK(claim_one(db, Which::outbox, "rt", now).attempt == 1);
  SECTION("at once when enough time has passed") {
    restart(now + base::Seconds{60});
    CHECK(claimed(db, Which::outbox, "rt", now + base::Seconds{60}) == "a");
  }
  SECTION("from now on when its clock was ahead") {
    restart(now - base::Seconds{3600});
    CHECK(claimed(db, Which::outbox, "rt", now - base::Seconds{3541}).empty());
    CHECK(claimed(db, Which::outbox, "rt", now - base::Seconds{3540}) == "a");
  }
  SECTION("and stuck after three deaths, of which a person is told") {
    for (int deaths = 0; deaths < 2; ++deaths) {
      restart(now);
      CHECK(claimed(db, Which::outbox, "rt", now + base::Seconds{59}).empty());
      restart(now + base::Seconds{30}); // not running: stays as it is
      now += base::Seconds{60};
      CHECK(claimed(db, Which::outbox, "rt", now) == "a");
    }
    CHECK(poison.empty());
    restart(now);
    CHECK(poison == std::vector<std::string>{"a"});
    CHECK(claimed(db, Which::outbox, "rt", now + base::Seconds{60}).empty());
    CHECK(claimed(db, Which::outbox, "post", now) == "letter");
  }
}

TEST_CASE("rows that wait for another try can be hurried, alarms cannot") {
  Scratch scratch;
  auto& db = scratch.database;
  const auto later = noon + base::Seconds{600};
  REQUIRE(put(db, Which::outbox, item("tried", "rt/7"), noon));
  REQUIRE(put(db, Which::outbox, item("alarm", "rt/8", later), noon));
  REQUIRE(again(db, Which::outbox, claim_one(db, Which::outbox, "rt"), later, "down"));
  CHECK(hurry(db, Which::outbox, "rt", noon).value());
  CHECK(claimed(db, Which::outbox, "rt") == "tried");
  CHECK(claimed(db, Which::outbox, "rt").empty());
}

TEST_CASE("the trail of a Message-ID holds its mail's rows and entries") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(put(db, Which::inbox, item("drop/1", "in/1"), noon));
  Settlement settlement;
  settlement.outbox = {item("relay/f1f2", "rt/7"), item("relay/other", "rt/9")};
  settlement.ledger = {{7, "received", "x@y", "f1f2", "from anna"}};
  REQUIRE(settle(db, Which::inbox, claim_one(db, Which::inbox, "in"), settlement, noon));
  for (const char* id : {"x@y", "f1f2", "7"}) {
    const auto found = trail(db, id).value();
    REQUIRE(found.ledger.size() == 1);
    CHECK(found.ledger.front().entry.words == "from anna");
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows.front().job.key == "relay/f1f2");
  }
  CHECK(trail(db, "nobody@nowhere").value().rows.empty());
}

TEST_CASE("kill -9 in the middle of writing loses nothing that was acknowledged") {
  Scratch scratch;
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto db = Database::open(scratch.path());
    for (int i = 0; db && put(*db, Which::inbox, item("k" + std::to_string(i), "in/x"), noon); ++i)
      if (::write(pipe_ends[1], &i, sizeof i) != sizeof i)
        break;
    ::_exit(1);
  }
  ::close(pipe_ends[1]);
  int last = -1;
  int acknowledged = -1;
  while (last < 200 && ::read(pipe_ends[0], &last, sizeof last) == sizeof last)
    acknowledged = last;
  ::kill(child, SIGKILL);
  while (::read(pipe_ends[0], &last, sizeof last) == sizeof last)
    acknowledged = last;
  ::close(pipe_ends[0]);
  ::waitpid(child, nullptr, 0);
  auto db = Database::open(scratch.path());
  REQUIRE(db);
  const auto rows = list(*db, true).value();
  CHECK(acknowledged >= 200);
  CHECK(rows.size() >= static_cast<std::size_t>(acknowledged) + 1);
  CHECK(text(db->run("PRAGMA integrity_check").value().at(0).at(0)) == "ok");
}
