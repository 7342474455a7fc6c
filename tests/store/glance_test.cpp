// SPDX-License-Identifier: Apache-2.0
#include "store/glance.hpp"
#include "store/ledger.hpp"
#include "store/queue.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>

using store::Glance;

namespace {

const base::Instant noon = base::from_unix(1'795'262'400);
const std::vector<std::string> closed{"Resolved", "rejected"};

Glance seen(std::int64_t ticket, const std::string& status, const std::string& words = "") {
  return {ticket, 7, "title", status, words, noon};
}

std::vector<std::int64_t> listed(Scratch& scratch, std::int64_t most = 100,
                                 const std::vector<std::string>& last = closed) {
  std::vector<std::int64_t> out;
  const auto found = store::glances(scratch.database, last, most).value();
  for (const auto& one : found)
    out.push_back(one.ticket);
  return out;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

TEST_CASE("of each ticket the newest glance is known, and all of it") {
  Scratch scratch;
  auto& database = scratch.database;
  CHECK_FALSE(store::glance_at(database, 1).value());
  REQUIRE(store::keep_glance(database, seen(1, "new")));
  REQUIRE(store::keep_glance(database, {1, 9, "other", "open", "it stands\nso", noon}));
  const auto found = store::glance_at(database, 1).value();
  REQUIRE(found);
  CHECK(found->ticket == 1);
  CHECK(found->parent == 9);
  CHECK(found->title == "other");
  CHECK(found->status == "open");
  CHECK(found->words == "it stands\nso");
  CHECK(found->at == noon);
  CHECK(listed(scratch) == Numbers{1});
  REQUIRE(store::forget_glance(database, 1));
  CHECK_FALSE(store::glance_at(database, 1).value());
}

TEST_CASE("those with one of the last statuses come last, and of each kind the newest first") {
  Scratch scratch;
  for (const auto& [ticket, status] :
       {std::pair{1, "open"}, {2, "resolved"}, {3, "new"}, {4, "REJECTED"}, {5, "stalled"}})
    REQUIRE(store::keep_glance(scratch.database, seen(ticket, status)));
  CHECK(listed(scratch) == Numbers{5, 3, 1, 4, 2});
  CHECK(listed(scratch, 4) == Numbers{5, 3, 1, 4});
  CHECK(listed(scratch, 100, {}) == Numbers{5, 4, 3, 2, 1});
}

TEST_CASE("glances are settled with the row that they come from, or not at all") {
  Scratch scratch;
  auto& database = scratch.database;
  REQUIRE(store::keep_glance(database, seen(1, "open")));
  REQUIRE(store::put(database, store::Which::inbox, {"k", "rt/1", "look", "{}", {}, noon}, noon));
  auto job = store::claim(database, store::Which::inbox, "rt", noon).value().value();
  store::Settlement settlement;
  settlement.glances = {{1, std::nullopt}, {2, seen(2, "new")}};
  auto other = job;
  other.id += 1;
  CHECK_FALSE(store::settle(database, store::Which::inbox, other, settlement, noon));
  CHECK(listed(scratch) == Numbers{1});
  REQUIRE(store::settle(database, store::Which::inbox, job, settlement, noon));
  CHECK(listed(scratch) == Numbers{2});
}

TEST_CASE("a store of before there were glances gets room for them and keeps the rest") {
  Scratch scratch;
  auto& database = scratch.database;
  REQUIRE(store::set_mark(database, "kept", "yes"));
  REQUIRE(database.run("DROP TABLE glances"));
  REQUIRE(database.run("PRAGMA user_version=3"));
  auto again = store::Database::open(scratch.path());
  REQUIRE(again);
  CHECK(store::mark(*again, "kept").value() == "yes");
  REQUIRE(store::keep_glance(*again, seen(1, "open")));
  CHECK(store::glance_at(*again, 1).value()->status == "open");
}
