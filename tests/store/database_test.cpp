// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/ledger.hpp"
#include "store/schema.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace store;
using base::Fault;
using base::from_unix;

TEST_CASE("the store is durable: WAL and synchronous=FULL") {
  Scratch scratch;
  CHECK(text(scratch.database.run("PRAGMA journal_mode").value().at(0).at(0)) == "wal");
  CHECK(number(scratch.database.run("PRAGMA synchronous").value().at(0).at(0)) == 2);
}

TEST_CASE("every table is STRICT and a wrong state is refused") {
  Scratch scratch;
  auto& db = scratch.database;
  const auto tables = db.run("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' "
                             "AND type = 'table' AND name NOT LIKE 'sqlite_%'")
                          .value();
  CHECK(tables.size() == 8);
  for (const auto& row : tables)
    CHECK(number(row[1]) == 1);
  const std::string insert = "INSERT INTO inbox (key, lane, kind, body, state, due, attempt, "
                             "created, finished) VALUES ";
  CHECK(db.run(insert + "('a', 'in/a', 'k', '{}', 'ready', 0, 0, 0, NULL)"));
  CHECK_FALSE(db.run(insert + "('b', 'in/a', 'k', '{}', 'gone', 0, 0, 0, NULL)"));
  CHECK_FALSE(db.run(insert + "('c', 'in/a', 'k', '{}', 'done', 0, 0, 0, NULL)"));
  CHECK_FALSE(db.run(insert + "('d', 'in/a', 'k', '{}', 'running', 0, 0, 0, NULL)"));
  CHECK_FALSE(db.run(insert + "('e', 'in/a', 'k', '{}', 'stuck', 0, 1, 0, NULL)"));
  CHECK_FALSE(db.run(insert + "('f', 'lane', 'k', '{}', 'ready', 0, 0, 0, NULL)"));
}

TEST_CASE("an old schema is brought up and a newer one is refused") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(db.run("INSERT INTO marks VALUES ('kept', 'yes')"));
  auto steps = schema_steps();
  steps.push_back("ALTER TABLE marks ADD COLUMN at INTEGER\n;;\nUPDATE marks SET at = 5\n;;\n");
  REQUIRE(migrate(db, steps));
  CHECK(number(db.run("SELECT at FROM marks").value().at(0).at(0)) == 5);
  CHECK(mark(db, "kept").value() == "yes");

  const auto older = migrate(db, schema_steps());
  REQUIRE_FALSE(older);
  CHECK(older.error().fault == Fault::invalid);
  const auto reopened = Database::open(scratch.path());
  REQUIRE_FALSE(reopened);
  CHECK(reopened.error().hint.find("newer rollout-bridge") != std::string::npos);
}

TEST_CASE("a store that is opened to look is read as it is, and nothing can be written") {
  Scratch scratch;
  REQUIRE(set_mark(scratch.database, "kept", "yes")); // in the WAL still
  auto looking = Database::open_to_look(scratch.path());
  REQUIRE(looking);
  CHECK(mark(*looking, "kept").value() == "yes");
  CHECK_FALSE(set_mark(*looking, "kept", "no"));
  REQUIRE(set_mark(scratch.database, "kept", "still")); // nobody is kept from working
  CHECK(mark(*looking, "kept").value() == "still");
}

TEST_CASE("to look neither makes a store nor brings one up") {
  Scratch scratch;
  CHECK_FALSE(Database::open_to_look(scratch.folder + "/none.db"));
  CHECK_FALSE(std::filesystem::exists(scratch.folder + "/none.db"));
  REQUIRE(scratch.database.run("PRAGMA user_version=1"));
  const auto older = Database::open_to_look(scratch.path());
  REQUIRE_FALSE(older);
  CHECK(older.error().fault == Fault::invalid);
  CHECK(older.error().hint.find("brings it up") != std::string::npos);
  REQUIRE(scratch.database.run("PRAGMA user_version=99"));
  CHECK(Database::open_to_look(scratch.path()).error().hint.find("newer") != std::string::npos);
}

TEST_CASE("a step that fails leaves the schema where it was") {
  Scratch scratch;
  auto steps = schema_steps();
  steps.push_back("CREATE TABLE half (a TEXT)\n;;\nnonsense\n;;\n");
  REQUIRE_FALSE(migrate(scratch.database, steps));
  CHECK(scratch.database.run("SELECT * FROM sqlite_master WHERE name = 'half'").value().empty());
  CHECK(Database::open(scratch.path()));
}

TEST_CASE("a file of another program is refused, not written to") {
  ScratchFolder scratch;
  const std::string path = scratch.folder + "/x";
  SECTION("no database at all") {
    std::ofstream(path) << std::string(5000, 'x');
    CHECK(Database::open(path).error().fault == Fault::invalid);
  }
  SECTION("somebody's database") {
    REQUIRE(system(("sqlite3 " + path + " 'CREATE TABLE theirs (a)'").c_str()) == 0);
    const auto opened = Database::open(path);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().what.find("another program") != std::string::npos);
  }
  SECTION("no folder") {
    CHECK(Database::open(scratch.folder + "/none/x").error().fault == Fault::temporary);
  }
}

TEST_CASE("a full disk is an error that mends itself") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(db.run("PRAGMA max_page_count = 40"));
  std::string last;
  bool full = false;
  for (int i = 0; i < 200 && !full; ++i) {
    const auto kept = keep_blob(db, std::string(5000, 'a') + std::to_string(i), from_unix(0));
    full = !kept;
    if (kept)
      last = *kept;
    else
      CHECK(kept.error().fault == Fault::temporary);
  }
  REQUIRE(full);
  CHECK(blob(db, last));
  REQUIRE(db.run("PRAGMA max_page_count = 4000"));
  CHECK(keep_blob(db, std::string(5000, 'b'), from_unix(0)));
}

TEST_CASE("the ledger is append-only") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(enter(db, {7, "received", "x@y", "c", "w"}, from_unix(5)));
  CHECK_FALSE(db.run("DELETE FROM ledger"));
  CHECK_FALSE(db.run("UPDATE ledger SET words = 'other'"));
  CHECK(remembered(db, "received", "x@y").value().at(0).entry.words == "w");
}

TEST_CASE("what is remembered on a ticket comes oldest first, and of that ticket and kind alone") {
  Scratch scratch;
  auto& db = scratch.database;
  REQUIRE(enter(db, {7, "report", "b.doc", "c1", "held"}, from_unix(5)));
  REQUIRE(enter(db, {8, "report", "other.doc", "c2", "taken"}, from_unix(6)));
  REQUIRE(enter(db, {7, "letter", "x@y", "c1", "answer"}, from_unix(7)));
  REQUIRE(enter(db, {7, "report", "a.doc", "c3", "taken"}, from_unix(4))); // a clock went back
  const auto found = remembered_on(db, 7, "report").value();
  REQUIRE(found.size() == 2);
  CHECK(found[0].entry.about == "b.doc");
  CHECK(found[0].entry.words == "held");
  CHECK(found[1].entry.about == "a.doc");
  CHECK(remembered_on(db, 9, "report").value().empty());
}

TEST_CASE("a blob is kept once and purged only when nobody needs it") {
  Scratch scratch;
  auto& db = scratch.database;
  const std::string bytes("a\0b\xff", 4);
  const auto digest = keep_blob(db, bytes, from_unix(100)).value();
  CHECK(keep_blob(db, bytes, from_unix(100)).value() == digest);
  CHECK(blob(db, digest).value() == bytes);
  REQUIRE(
      put(db, Which::inbox, {"k", "in/k", "mail", "{}", digest, from_unix(100)}, from_unix(100)));
  CHECK(purge_blobs(db, from_unix(1000)).value() == 0);
  const auto job = claim(db, Which::inbox, "in", from_unix(200)).value().value();
  REQUIRE(settle(db, Which::inbox, job, {}, from_unix(200)));
  CHECK(purge_blobs(db, from_unix(1000)).value() == 1);
  CHECK(blob(db, digest).error().fault == Fault::not_found);
}
