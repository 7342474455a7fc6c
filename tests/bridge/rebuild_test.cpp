// SPDX-License-Identifier: Apache-2.0
// The store is lost; RT is not. stories_test.cpp has it lost after each story.
#include "bridge/beginning.hpp"
#include "bridge/losing.hpp"
#include "bridge/sweep.hpp"
#include "store/ledger.hpp"

namespace {

constexpr const char* journal_field = "Rollout Journal";

// A rollout that has begun, whose team is asked, has accepted, and was sent a letter.
struct Begun : Beginning {
  Begun() {
    rt.made_with.emplace_back(journal_field);
    moves("InVerification", "StageRollOut");
    REQUIRE(bridge::begin(world, now));
    works();
    child = rollouts().front()->id.value;
    rt.tickets.at(child).fields["EA Teams"] = {infn};
    changed(child, "CustomField", "", infn);
    sweep();
  }
  std::string journal() {
    const auto& values = rt.tickets.at(child).fields.at(journal_field);
    return values.empty() ? "" : values.front();
  }
  void types(const std::string& who, const std::string& words) {
    const auto id = rt.changes.back().transaction.value + 1;
    rt.changes.push_back({{child}, {id}, "Correspond", "", "", "", who, now});
    rt.sayings[id] = {page_headers, std::nullopt, words, {}};
  }
  std::size_t letters() const { return post.sent.size(); }

  std::int64_t child = 0;
};

} // namespace

TEST_CASE_METHOD(Begun, "the journal is written with the status, and not again for nothing") {
  CHECK(journal().find("\tasked\t" + infn + "\t") != std::string::npos);
  CHECK(journal().find("\tmade\tsr-100\t") != std::string::npos);
  CHECK(journal().find("\ttold\t") != std::string::npos);
  const auto before = journal();
  look_at_all(*this);
  CHECK(journal() == before);
  const auto rows = store::list(database, true).value();
  const auto writes = std::count_if(rows.begin(), rows.end(), [](const auto& row) {
    return row.job.body.find(journal_field) != std::string::npos;
  });
  CHECK(writes == 2); // it has begun, and a team is asked
  CHECK(std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
    return row.job.body.find(journal_field) == std::string::npos ||
           row.job.body.find("Rollout Status") != std::string::npos;
  }));
}

TEST_CASE_METHOD(Begun, "after a lost store a reply in RT's page is not recorded twice") {
  types(anna, "accept " + infn);
  sweep();
  const auto shown = shown_to_people(*this);
  const auto known = remembered_in(*this);
  lose_store(*this);
  CHECK(added_in(rebuild(*this)) > 3);
  CHECK(remembered_in(*this) == known);
  sweep();
  CHECK(shown_to_people(*this) == shown);
  CHECK(remembered_in(*this) == known);
}

TEST_CASE_METHOD(Begun, "what was typed in RT while the store was lost is not passed over") {
  types(anna, "accept " + infn);
  sweep();
  const auto before = letters();
  lose_store(*this);
  types(anna, "reject " + infn);
  rebuild(*this);
  sweep();
  CHECK(rt.tickets.at(child).fields.at("EA Rejected") == std::vector{infn});
  CHECK(letters() == before + 1); // the receipt
}

TEST_CASE_METHOD(Begun, "a team that was asked is reminded when the store is new") {
  lose_store(*this);
  rebuild(*this);
  const auto before = letters();
  REQUIRE(bridge::begin(world, now));
  pass(std::chrono::hours{24 * 5});
  CHECK(letters() > before);
  CHECK(journal().find("\treminded\t" + infn + "\t") != std::string::npos);
}

TEST_CASE_METHOD(Begun, "a bridge that runs with an empty store forgets nothing for ever") {
  const auto known = rollout::read_journal(remembered_in(*this).at(child)).lines;
  lose_store(*this);
  types(anna, "accept " + infn);
  sweep(); // nobody has thought of `rebuild`
  for (const auto& line : known)
    CHECK(journal().find(line.cause + "\t" + line.words) != std::string::npos);
  const auto calls = rt.calls;
  CHECK(added_in(rebuild(*this)) > 0);
  CHECK(rt.calls - calls == 2); // it reads, and writes nothing
  CHECK(
      rollout::lacking(rollout::read_journal(remembered_in(*this).at(child)).lines, known).empty());
  CHECK(added_in(rebuild(*this)) == 0);
  sweep();
  CHECK(added_in(rebuild(*this)) == 0);
}

TEST_CASE_METHOD(Begun, "a release whose rollout is known is not begun twice") {
  lose_store(*this);
  rebuild(*this);
  sweep();
  CHECK(rollouts().size() == 1);
  CHECK(rt.handed_over.size() == 1);
  rt.tickets.erase(child); // gone for good
  moves("StageRollOut", "InVerification");
  sweep();
  moves("InVerification", "StageRollOut");
  sweep();
  CHECK(rollouts().empty());
  CHECK_FALSE(note("its rollout is not there any more").empty());
}

TEST_CASE_METHOD(Begun, "a rollout without a journal is known by its key") {
  rt.tickets.at(child).fields[journal_field].clear();
  lose_store(*this);
  const auto all = rebuild(*this);
  REQUIRE(all.size() == 1);
  CHECK(all.front().added == 1);
  CHECK(store::remembered_on(database, 100, "made").value().front().entry.words ==
        std::to_string(child));
  CHECK(added_in(rebuild(*this)) == 0);
}

TEST_CASE_METHOD(Begun, "what cannot be read is told, and the rest is kept") {
  auto& text = rt.tickets.at(child).fields[journal_field].front();
  text.replace(text.find("asked"), 5, "aske\n");
  rt.tickets[9000] = {{9000}, "staged-rollout", "of an RT without the field", "open", {}};
  lose_store(*this);
  const auto all = rebuild(*this);
  REQUIRE(all.size() == 2);
  CHECK(all[0].added > 0);
  CHECK_FALSE(all[0].faults.empty());
  REQUIRE(all[1].faults.size() == 1);
  CHECK(all[1].faults.front().find("apply rt-config") != std::string::npos);
}

TEST_CASE_METHOD(Begun,
                 "RT that goes away in the middle leaves what was read, and no place to go on") {
  rt.tickets[9000] = rt.tickets.at(child);
  rt.tickets[9000].id = {9000};
  rt.tickets[9000].fields["Rollout Key"] = {};
  const auto known = remembered_in(*this).at(child);
  lose_store(*this);
  rt.fail_next(base::Fault::temporary, 1, 2);
  CHECK_FALSE(bridge::rebuild(
      world, [](const auto&) {}, now));
  CHECK(remembered_in(*this).at(child) == known);
  CHECK_FALSE(bridge::has_swept(world).value());
  rebuild(*this);
  CHECK(bridge::has_swept(world).value());
}

TEST_CASE_METHOD(Begun, "what a new store has seen counts after what it had forgotten") {
  const auto chosen = [&](const std::vector<std::string>& teams) {
    now += std::chrono::hours{1};
    rt.tickets.at(child).fields["EA Teams"] = teams;
    changed(child, "CustomField", "", "x");
    sweep();
  };
  chosen({});
  lose_store(*this);
  chosen({infn}); // nobody has thought of `rebuild`
  const auto before = letters();
  CHECK(added_in(rebuild(*this)) > 0);
  now += std::chrono::hours{1};
  sweep();
  CHECK(letters() == before); // it is asked already
}

TEST_CASE_METHOD(Begun, "what waited on one rollout is thought about though others went on") {
  types(anna, "accept " + infn); // in the queue of the store that is lost
  rt.tickets[9000] = {{9000}, "staged-rollout", "another", "open", {}};
  rt.tickets[9000].fields[journal_field] = {
      rollout::write_journal({{now, "asked", qmul, "txn-900000", "2026-11-24T10:00:00Z soon"}})};
  lose_store(*this);
  rebuild(*this);
  works();
  CHECK(rt.tickets.at(child).fields.at("EA Accepted") == std::vector{infn});
}
