// SPDX-License-Identifier: Apache-2.0
// The chore `documents`: when a document is asked for and when no more, and that a server that does
// not answer loses nothing and is in nobody's way.
#include "bridge/beginning.hpp"
#include "bridge/document_stand.hpp"
#include "bridge/health.hpp"
#include "store/ledger.hpp"

namespace {

using std::chrono::hours;
const base::Error down{base::Fault::temporary, "the server does not answer", "is it running?"};
const std::string right = "Staged rollout EMI CREAM 1.13.1-1";
constexpr hours day{24};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Documents : Beginning {
  Documents() {
    now = base::from_unix(1'795'428'000);
    settings.policy.documents.check = true;
    world.document_source = &documents;
    begins(4711);
  }
  void begins(std::int64_t id) {
    rt.tickets[id] = sample_rt().tickets.at(4711);
    rt.tickets[id].id = {id};
    rt.tickets[id].fields["Rollout Status"] = {};
    rt.tickets[id].fields["Document ID"] = {};
    looks(id);
  }
  void looks(std::int64_t id = 4711) {
    changed(id, "CustomField");
    sweep();
  }
  void names(const std::string& number, std::int64_t id = 4711) {
    rt.tickets.at(id).fields["Document ID"] = {number};
    looks(id);
  }
  std::size_t asked() const { return documents.asked.size(); }
  std::string status(std::int64_t id = 4711) {
    return rollout::first_value(rt.tickets.at(id), "Rollout Status");
  }
  int notes() const {
    int count = 0;
    for (const auto& one : rt.comments)
      count += has(one.subject, "the document of this rollout");
    return count;
  }
  std::string readyz() {
    const bridge::Pulse pulse(now);
    return bridge::readiness(database, settings, pulse, now).body;
  }
  std::size_t lines(const std::string& what) {
    return store::remembered_on(database, 4711, what).value().size();
  }
};

} // namespace

TEST_CASE("a number is asked about within minutes, and no more when all is well") {
  Documents house;
  house.documents.publish(254, right, {});
  house.names("254");
  CHECK(has(house.status(), "Document 254: https://documents.egi.eu has not shown it yet"));
  house.now += base::Seconds{300};
  house.works();
  CHECK(house.asked() == 1);
  CHECK(has(house.status(), "Document 254: " + right + ", 0 files\n"));
  REQUIRE(house.rt.links.size() == 1);
  CHECK(house.rt.links[0].target == "https://documents.egi.eu/document/254");
  house.pass(day * 2);
  CHECK(house.asked() == 1);
  CHECK(house.rt.links.size() == 1);
  CHECK(house.notes() == 0);
}

TEST_CASE("while something is wrong it is asked each hour, and heard only when it is new") {
  Documents house;
  house.documents.publish(254, "x", {});
  house.names("254");
  house.pass(hours{10});
  CHECK(house.asked() >= 9);
  CHECK(house.asked() <= 11);
  CHECK(house.lines("document_seen") == 1);
  CHECK(house.notes() == 1);
  house.documents.publish(254, right, {});
  house.pass(hours{2});
  CHECK(house.lines("document_seen") == 2);
  CHECK(has(house.status(), "Document 254: " + right));
  const auto before = house.asked();
  house.pass(day);
  CHECK(house.asked() == before);
  CHECK(house.notes() == 1);
}

TEST_CASE("after 14 days without any change nobody asks, and a change begins anew") {
  Documents house;
  house.names("254");
  house.pass(day * 13);
  const auto in_time = house.asked();
  CHECK(in_time > 300);
  house.pass(day * 2);
  const auto at_last = house.asked();
  CHECK(at_last > in_time);
  house.pass(day * 5);
  CHECK(house.asked() == at_last);
  CHECK(house.notes() == 1);
  house.names("");
  house.documents.publish(254, right, {});
  house.names("254");
  house.pass(hours{2});
  CHECK(house.asked() == at_last + 1);
  CHECK(has(house.status(), "Document 254: " + right));
}

TEST_CASE("a server that does not answer is told, loses nothing, and makes no row stuck") {
  Documents house;
  house.documents.fault = down;
  house.documents.publish(254, right, {});
  house.names("254");
  house.pass(day * 20);
  CHECK(has(house.readyz(), "ok    documents: 1 are asked for; not all could be looked at since "
                            "2026-11-23T"));
  CHECK(has(house.readyz(), "the server does not answer (is it running?)"));
  CHECK(house.rt.links.empty());
  const auto rows = store::list(house.database, false).value();
  for (const auto& row : rows)
    CHECK(row.job.state == "ready");
  house.documents.fault.reset();
  house.pass(hours{1});
  CHECK(house.rt.links.size() == 1);
  house.pass(hours{1});
  CHECK(has(house.readyz(), "ok    documents: 0 are asked for\n"));
}

TEST_CASE("what was heard of a document stays while the server is away") {
  Documents house;
  house.documents.publish(254, "x", {});
  house.names("254");
  house.pass(hours{2});
  const auto before = house.status();
  REQUIRE(has(before, "Document 254 is called 'x'"));
  house.documents.fault = down;
  house.pass(hours{5});
  CHECK(house.status() == before);
  CHECK(house.notes() == 1);
  house.documents.fault.reset();
  house.documents.publish(254, right, {});
  house.pass(hours{2});
  CHECK(has(house.status(), "Document 254: " + right));
}

TEST_CASE("documents that always fail are in no other's way") {
  Documents house;
  for (int i = 1; i <= 6; ++i) {
    house.documents.faults[i] = down;
    house.begins(5000 + i);
    house.names(std::to_string(i), 5000 + i);
  }
  house.pass(hours{2});
  for (int i = 1; i <= 6; ++i)
    CHECK(std::count(house.documents.asked.begin(), house.documents.asked.end(), i) > 0);
  house.documents.publish(254, right, {});
  house.begins(6000);
  house.names("254", 6000);
  house.pass(hours{1});
  CHECK(has(house.status(6000), "Document 254: " + right));
}

TEST_CASE("two rollouts that name one document: it is asked for once, and both hear of it") {
  Documents house;
  house.begins(4712);
  house.documents.publish(254, right, {});
  house.rt.tickets.at(4712).fields["Document ID"] = {"254"};
  house.changed(4712, "CustomField");
  house.names("254");
  house.pass(hours{2});
  CHECK(house.asked() == 1);
  CHECK(has(house.status(4711), "Document 254: " + right));
  CHECK(has(house.status(4712), "Document 254: " + right));
  house.begins(4713);
  house.names("254", 4713);
  house.pass(hours{1});
  CHECK(has(house.status(4713), "Document 254: " + right));
}

TEST_CASE("the number that a ticket names now is asked about, and no earlier one") {
  Documents house;
  house.names("254");
  house.pass(hours{2});
  house.names("255");
  house.documents.asked.clear();
  house.pass(hours{5});
  CHECK(std::count(house.documents.asked.begin(), house.documents.asked.end(), 254) == 0);
  CHECK(std::count(house.documents.asked.begin(), house.documents.asked.end(), 255) > 0);
  CHECK(has(house.status(), "Document 255 is not shown by https://documents.egi.eu"));
}

TEST_CASE("a question without an answer stays one, in the words of the ledger") {
  Documents house;
  house.documents.fault = down;
  house.names("254");
  house.pass(hours{1});
  const auto questions = bridge::document_questions(house.database, house.now).value();
  REQUIRE(questions.size() == 1);
  CHECK(questions[0].ticket == base::TicketId{4711});
  CHECK(questions[0].id == 254);
  CHECK_FALSE(questions[0].before);
}
