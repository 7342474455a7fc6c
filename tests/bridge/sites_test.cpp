// SPDX-License-Identifier: Apache-2.0
// BETA services and downtimes of the teams' sites: shown while a rollout goes on, reminded of when
// it is over, and never said to be gone by a source that did not answer.
#include "bridge/beginning.hpp"
#include "bridge/health.hpp"
#include "fakes/fake_teams.hpp"

namespace {

using std::chrono::hours;
const base::Error down{base::Fault::temporary, "GOCDB does not answer", "is it running?"};
constexpr hours day{24};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Sites : Beginning {
  FakeTeams list;

  Sites() {
    now = base::from_unix(1'795'428'000); // Monday 2026-11-23 10:00 UTC
    settings.teams.source = "GOCDB at https://gocdb.example.test/";
    settings.policy.asks.watch_sites = true;
    world.team_source = &list;
    world.site_source = &sites;
    list.list = {{{"1G0", "INFN-T1", "NGI_IT"}, {"2G0", "UKI-LT2-QMUL", "NGI_UK"}},
                 {"NGI_IT", "NGI_UK"},
                 {}};
    sites.news = {{"INFN-T1", {}}, {"UKI-LT2-QMUL", {}}};
    begins(4711);
  }
  // A rollout of these two teams.
  void begins(std::int64_t id) {
    rt.tickets[id] = sample_rt().tickets.at(4711);
    rt.tickets[id].id = {id};
    rt.tickets[id].groups = {};
    rt.tickets[id].fields["Rollout Status"] = {};
    looks(id);
  }
  void looks(std::int64_t id = 4711) {
    changed(id, "CustomField");
    sweep();
  }
  void accepts(const std::string& team, std::int64_t id = 4711) {
    rt.tickets.at(id).fields["EA Accepted"].push_back(team);
    looks(id);
  }
  // Its team tests on a service that is marked BETA, and that was read.
  void tests_on_beta() {
    marks("INFN-T1", "ce01.infn.example");
    accepts(infn);
    pass(hours{2});
  }
  void ends(std::int64_t id = 4711) {
    rt.tickets.at(id).status = "resolved";
    looks(id);
  }
  void marks(const std::string& site, const std::string& host) {
    sites.news[site].beta.push_back({host, "CREAM-CE", "https://gocdb.example.test/1"});
  }
  // In that time the source is asked nothing.
  void is_left_alone(base::Seconds time) {
    const auto before = sites.calls;
    pass(time);
    CHECK(sites.calls == before);
  }
  std::string status(std::int64_t id = 4711) {
    return rollout::first_value(rt.tickets.at(id), "Rollout Status");
  }
  int letters(const std::string& part) {
    int count = 0;
    for (std::size_t i = 0; i < post.sent.size(); ++i)
      count += has(letter(i).subject, part);
    return count;
  }
};

const std::string still = "still marked BETA";

} // namespace

TEST_CASE("the ticket shows which services of an accepting team are BETA, and downtimes") {
  Sites house;
  house.accepts(infn);
  house.pass(hours{2});
  CHECK(has(house.status(), infn + " in GOCDB: no service is BETA, no downtime"));
  house.marks("INFN-T1", "ce01.infn.example");
  house.sites.down["INFN-T1"] = {
      {"12345", "OUTAGE", house.now + hours{1}, house.now + hours{49}, {"ce01.infn.example"}}};
  house.pass(hours{2});
  CHECK(has(house.status(), infn + " in GOCDB: BETA at ce01.infn.example (CREAM-CE); downtime "
                                   "12345 (OUTAGE) 2026-11-23 13:02 UTC to 2026-11-25 13:02 UTC of "
                                   "ce01.infn.example\n"));
  CHECK_FALSE(has(house.status(), qmul + " in GOCDB"));
  house.pass(hours{60});
  CHECK_FALSE(has(house.status(), "downtime"));
}

TEST_CASE("BETA before the team has accepted is a remark") {
  Sites house;
  house.marks("UKI-LT2-QMUL", "ce.qmul.example");
  house.pass(hours{2});
  CHECK(has(house.status(), qmul + " in GOCDB: BETA at ce.qmul.example (CREAM-CE); though the team "
                                   "has not accepted"));
}

TEST_CASE("nothing is asked for the sake of teams that nobody watches") {
  Sites house;
  house.rt.tickets.at(4711).status = "resolved";
  house.looks();
  house.pass(hours{3});
  house.is_left_alone(hours{5});
}

TEST_CASE("a source that does not answer changes nothing, and old news are called old") {
  Sites house;
  house.tests_on_beta();
  const auto before = house.status();
  REQUIRE(has(before, "BETA at ce01.infn.example"));
  house.sites.fault = down;
  house.pass(hours{1});
  CHECK(house.status() == before);
  house.pass(hours{4});
  CHECK(has(house.status(), "BETA at ce01.infn.example (CREAM-CE); as of 2026-11-23"));
  house.sites.fault.reset();
  house.sites.news["INFN-T1"].beta.clear();
  house.pass(hours{2});
  CHECK(has(house.status(), infn + " in GOCDB: no service is BETA, no downtime"));
}

TEST_CASE("a source that has failed too often is not asked on in that round, and /readyz tells") {
  Sites house;
  house.tests_on_beta();
  const bridge::Pulse pulse(house.now);
  const auto tells = [&] {
    return bridge::readiness(house.world.database, house.settings, pulse, house.now).body;
  };
  CHECK(has(tells(), "ok    sites: 2 of teams are looked at\n"));
  house.sites.fault = down;
  const auto calls = house.sites.calls;
  house.pass(hours{1});
  CHECK(house.sites.calls == calls + 1); // the downtimes; no site can be told of without them
  CHECK(has(tells(), "not all could be read since 2026-11-23T"));
  CHECK(has(tells(), "GOCDB does not answer"));
}

TEST_CASE(
    "after a rollout its teams are reminded while services are BETA, then managers are told") {
  Sites house;
  house.tests_on_beta();
  house.ends();
  CHECK(has(house.status(), "the marks are to be taken off, since the rollout is resolved"));
  house.pass(day * 6);
  CHECK(house.letters(still) == 0);
  house.pass(day * 2);
  CHECK(house.letters(still) == 2); // both members, once
  CHECK(has(*house.letter(house.post.sent.size() - 1).plain, "ce01.infn.example (CREAM-CE)"));
  house.pass(day * 21);
  CHECK(house.letters(still) == 6);
  CHECK(
      has(house.note("services that are still BETA"), "ce01.infn.example (CREAM-CE); reminded 3"));
  house.is_left_alone(day * 30);
  CHECK(house.letters(still) == 6);
}

TEST_CASE("a team of which nobody has an address is told of at once, not as if it was reminded") {
  Sites house;
  house.tests_on_beta();
  house.rt.groups["ea-" + infn] = {};
  house.ends();
  house.pass(day * 9);
  CHECK(house.letters(still) == 0);
  const auto note = house.note("services that are still BETA");
  CHECK(has(note, "BETA at ce01.infn.example (CREAM-CE); reminded 0 times; the last letter went to "
                  "nobody, since nobody in the RT group ea-" +
                      infn + " is enabled and has an address\n"));
  CHECK(house.note("a team got no letter").empty());
  CHECK_FALSE(has(house.status(), "nobody of it has an address"));
}

TEST_CASE("who has unmarked his services is not reminded") {
  Sites house;
  house.tests_on_beta();
  house.ends();
  house.pass(day * 3);
  house.sites.news["INFN-T1"].beta.clear();
  house.pass(day * 30);
  CHECK(house.letters(still) == 0);
  CHECK(house.note("services that are still BETA").empty());
  CHECK_FALSE(has(house.status(), "in GOCDB"));
}

TEST_CASE("what could not be read wholly is not said to be gone, and nobody is reminded of it") {
  Sites house;
  house.accepts(infn);
  house.pass(hours{2});
  house.ends();
  house.sites.news["INFN-T1"].whole = false;
  house.pass(day * 10);
  CHECK(house.letters(still) == 0);
  CHECK(has(house.status(), infn + " in GOCDB: not every service could be read"));
  house.sites.news["INFN-T1"].whole = true;
  house.marks("INFN-T1", "ce01.infn.example");
  house.pass(day * 2);
  CHECK(house.letters(still) == 2);
}

TEST_CASE("nobody is reminded by news that are older than the end, or of a source that is down") {
  Sites house;
  house.tests_on_beta();
  house.sites.fault = down;
  house.ends();
  house.pass(day * 20);
  CHECK(house.letters(still) == 0);
  house.sites.fault.reset();
  house.pass(day * 1);
  CHECK(house.letters(still) == 2);
}

TEST_CASE("a team that tests for a later rollout is reminded for that one alone") {
  Sites house;
  house.marks("INFN-T1", "ce01.infn.example");
  house.accepts(infn);
  house.begins(4712);
  house.accepts(infn, 4712);
  house.pass(hours{2});
  house.ends();
  house.pass(day * 20);
  CHECK(house.letters(still) == 0);
  house.ends(4712);
  house.pass(day * 6);
  CHECK(house.letters(still) == 0);
  house.pass(day * 2);
  CHECK(house.letters(still) == 2);
  house.pass(day * 30);
  CHECK(house.letters(still) == 6);
  CHECK(house.letters("#4711] services") == 0);
}

TEST_CASE("of rollouts that end together the last one reminds") {
  Sites house;
  house.marks("INFN-T1", "ce01.infn.example");
  house.accepts(infn);
  house.begins(4712);
  house.accepts(infn, 4712);
  house.pass(hours{2});
  house.ends();
  house.ends(4712);
  house.pass(day * 30);
  CHECK(house.letters(still) == 6);
}

TEST_CASE("after a rest of the bridge nobody is reminded by what was read before it") {
  Sites house;
  house.tests_on_beta();
  house.ends();
  house.pass(day);
  house.sites.news["INFN-T1"].beta.clear();
  house.now += day * 10;
  house.works();
  house.pass(day * 3);
  CHECK(house.letters(still) == 0);
}

TEST_CASE("a team that the field spells otherwise is told of once") {
  Sites house;
  const std::string spelt = "NGI_IT-infn-t1";
  house.rt.tickets.at(4711).fields["EA Teams"] = {spelt, qmul};
  house.looks();
  house.marks("INFN-T1", "ce01.infn.example");
  house.accepts(spelt);
  house.accepts(qmul);
  house.pass(hours{2});
  house.ends();
  house.sites.news["UKI-LT2-QMUL"].whole = false; // is waited for
  house.pass(day * 40);
  int notes = 0;
  for (const auto& comment : house.rt.comments)
    notes += has(comment.subject, "services that are still BETA");
  CHECK(notes == 1);
}

TEST_CASE("trouble with a source that nobody needs any more is told no more") {
  Sites house;
  house.sites.fault = down;
  house.pass(hours{2});
  const bridge::Pulse pulse(house.now);
  const auto tells = [&] {
    return bridge::readiness(house.world.database, house.settings, pulse, house.now).body;
  };
  CHECK(has(tells(), "not all could be read since"));
  house.ends();
  house.pass(hours{2});
  CHECK(has(tells(), "ok    sites: 0 of teams are looked at\n"));
}

TEST_CASE("a rollout that is not there any more watches nobody") {
  Sites house;
  house.accepts(infn);
  house.pass(hours{2});
  house.rt.tickets.erase(4711);
  house.looks();
  house.pass(hours{2});
  house.is_left_alone(hours{12});
}

TEST_CASE("a rollout that is opened again reminds of nothing, and begins anew when it ends") {
  Sites house;
  house.tests_on_beta();
  house.ends();
  house.pass(day * 8);
  CHECK(house.letters(still) == 2);
  house.rt.tickets.at(4711).status = "open";
  house.looks();
  house.pass(day * 30);
  CHECK(house.letters(still) == 2);
  house.ends();
  house.pass(day * 8);
  CHECK(house.letters(still) == 4);
}
