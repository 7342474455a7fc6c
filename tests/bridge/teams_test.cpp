// SPDX-License-Identifier: Apache-2.0
// The list of known sites: fetched by a chore, kept whatever becomes of its source, and asked by
// thoughts without asking anybody.
#include "base/log.hpp"
#include "bridge/health.hpp"
#include "bridge/household.hpp"
#include "bridge/known_teams.hpp"
#include "bridge/marks.hpp"
#include "fakes/fake_teams.hpp"
#include "store/ledger.hpp"

#include <fstream>

namespace {

const base::Error down{base::Fault::temporary, "GOCDB does not answer", "is it running?"};

struct TeamHouse : Household {
  FakeTeams source;

  TeamHouse() {
    settings.teams.source = "GOCDB at https://gocdb.example.test/";
    settings.teams.ngis = {"NGI_IT", "EGI.eu"};
    world.team_source = &source;
    source.hold({{"1G0", "INFN-T1"}, {"2G0", "INFN-PISA"}, {"3G0", "CNR"}, {"4G0", "BIOCOMP"}});
    REQUIRE(base::open_log(folder + "/log", base::Level::info));
    starts();
  }
  ~TeamHouse() { (void)base::open_log("", base::Level::error); }

  void starts() {
    REQUIRE(bridge::begin(world, now));
    all();
  }
  void all() {
    while (bridge::step(world, {"in", "rt", "post", "teams"}, now).value() !=
           bridge::Stepped::nothing) {
    }
  }
  void passes(base::Seconds time) {
    now += time;
    all();
  }
  void days_pass(int days) {
    for (int quarter = 0; quarter < 4 * days; ++quarter)
      passes(std::chrono::hours{6});
  }
  bridge::KnownTeams known() { return bridge::known_teams(database, settings.teams, now).value(); }
  std::string names() {
    std::string out;
    for (const auto& team : known().teams)
      out += team.name + " ";
    return out;
  }
  std::string former() {
    std::string out;
    for (const auto& one : known().former)
      out += one.team + ">" + one.now + " ";
    return out;
  }
  // Lines of the log that hold `words`.
  int told(const std::string& words) const {
    std::ifstream in(folder + "/log");
    int count = 0;
    for (std::string line; std::getline(in, line);)
      count += line.find(words) != std::string::npos ? 1 : 0;
    return count;
  }
  std::vector<store::Job> rows() {
    return store::open_rows(database, store::Which::inbox, "teams/list", "teams").value();
  }
};

const std::string all_four = "NGI_IT-BIOCOMP NGI_IT-CNR NGI_IT-INFN-PISA NGI_IT-INFN-T1 ";

} // namespace

TEST_CASE("without a source there is no chore, no list, and the NGIs of the configuration") {
  Household house;
  house.settings.teams.ngis = {"NGI_IT"};
  REQUIRE(bridge::begin(house.world, house.now));
  CHECK(store::open_rows(house.database, store::Which::inbox, "teams/list", "teams")->empty());
  const auto known = bridge::known_teams(house.database, house.settings.teams, house.now).value();
  CHECK(known.teams.empty());
  CHECK(known.ngis == std::vector<std::string>{"NGI_IT"});
  CHECK_FALSE(known.as_of);
  CHECK_FALSE(known.stale);
}

TEST_CASE("the list is fetched at the start, and once a period") {
  TeamHouse house;
  CHECK(house.names() == all_four);
  CHECK(house.known().as_of == house.now);
  CHECK(house.known().teams.back().site == "INFN-T1");
  CHECK(house.known().ngis == std::vector<std::string>{"EGI.eu", "NGI_IT"});
  house.starts(); // a restart asks nobody anew
  CHECK(house.source.calls == 1);
  house.passes(base::Seconds{3599});
  CHECK(house.source.calls == 1);
  house.passes(base::Seconds{1});
  CHECK(house.source.calls == 2);
  CHECK(house.known().as_of == house.now);
  CHECK(house.told("4 sites from GOCDB at") == 1);
}

TEST_CASE("a source that costs nothing is read at each start") {
  TeamHouse house;
  house.settings.teams.near = true;
  house.starts();
  CHECK(house.source.calls == 2);
  CHECK(house.rows().size() == 1);
}

TEST_CASE("an outage of weeks: the copy stays, it is told twice, and nothing is stuck") {
  TeamHouse house;
  const auto good = house.now;
  house.source.fault = down;
  house.passes(base::Seconds{3600});
  CHECK_FALSE(house.known().stale); // one period may fail without a word to people
  house.days_pass(10);
  CHECK(house.names() == all_four);
  CHECK(house.known().stale);
  CHECK(house.known().as_of == good);
  CHECK(house.told("could not be fetched: GOCDB does not answer (is it running?); the copy of " +
                   base::to_iso(good) + " with 4 sites stays") == 1);
  CHECK(house.post.sent.empty());
  REQUIRE(house.rows().size() == 1);
  CHECK(house.rows().front().state == "ready");
  const int calls = house.source.calls;
  CHECK(calls > 40);
  house.starts(); // a restart tries at once
  CHECK(house.source.calls == calls + 1);
  house.source.fault.reset();
  house.passes(base::Seconds{600});
  CHECK_FALSE(house.known().stale);
  CHECK(house.told("which could not be fetched since " +
                   base::to_iso(good + base::Seconds{3600})) == 1);
  CHECK(house.told("is new in the list") == 0);
}

TEST_CASE("a source that never answered leaves no list, and mail goes on") {
  TeamHouse house;
  Household fresh;
  fresh.settings.teams.source = "teams.file";
  FakeTeams broken;
  broken.fault = down;
  fresh.world.team_source = &broken;
  REQUIRE(bridge::begin(fresh.world, fresh.now));
  fresh.arrives(reply("anna@infn.example.test", "accept " + infn, "a1@infn"));
  while (bridge::step(fresh.world, {"teams", "in", "rt", "post"}, fresh.now).value() !=
         bridge::Stepped::nothing) {
  }
  CHECK(fresh.field("EA Accepted") == std::vector<std::string>{infn});
  const auto known = bridge::known_teams(fresh.database, fresh.settings.teams, fresh.now).value();
  CHECK(known.teams.empty());
  CHECK_FALSE(known.as_of);
}

TEST_CASE("a thought asks nobody but the store") {
  TeamHouse house;
  const int calls = house.source.calls;
  house.arrives(reply("anna@infn.example.test", "accept " + infn + "x", "a1@infn"));
  house.all();
  CHECK(house.known().teams.size() == 4);
  CHECK(house.source.calls == calls);
}

TEST_CASE("sites that are closed or renamed are former, under their name of today") {
  TeamHouse house;
  house.source.hold({{"1G0", "INFN-T1"}, {"2G0", "INFN-PISA-2"}, {"4G0", "BIOCOMP"}});
  house.passes(base::Seconds{3600});
  CHECK(house.former() == "NGI_IT-INFN-PISA>NGI_IT-INFN-PISA-2 NGI_IT-CNR> ");
  CHECK(house.known().former.front().since == house.now);
  CHECK(house.told("NGI_IT-INFN-PISA is called NGI_IT-INFN-PISA-2 now") == 1);
  CHECK(house.told("NGI_IT-CNR is in the list no more") == 1);

  SECTION("renamed again: the oldest name leads to the newest") {
    house.source.hold({{"1G0", "INFN-T1"}, {"2G0", "PISA"}, {"4G0", "BIOCOMP"}, {"5G0", "NEW"}});
    house.passes(base::Seconds{3600});
    CHECK(house.former() == "NGI_IT-INFN-PISA>NGI_IT-PISA NGI_IT-CNR> "
                            "NGI_IT-INFN-PISA-2>NGI_IT-PISA ");
    CHECK(house.told("NGI_IT-NEW is new in the list") == 1);
  }
  SECTION("what comes back under its old name is former no more") {
    house.source.hold(
        {{"1G0", "INFN-T1"}, {"2G0", "INFN-PISA"}, {"4G0", "BIOCOMP"}, {"9G0", "CNR"}});
    house.passes(base::Seconds{3600});
    CHECK(house.former() == "NGI_IT-INFN-PISA-2>NGI_IT-INFN-PISA ");
  }
  SECTION("after two years it is forgotten") {
    house.passes(std::chrono::hours{2 * 365 * 24});
    CHECK(house.known().former.size() == 2);
    house.passes(std::chrono::hours{1});
    CHECK(house.former().empty());
  }
}

namespace {

using Sites = std::vector<std::pair<std::string, std::string>>;

// The four that are there at the start, then SITE-14 and so on.
Sites sites(int count) {
  Sites out{{"1G0", "INFN-T1"}, {"2G0", "INFN-PISA"}, {"3G0", "CNR"}, {"4G0", "BIOCOMP"}};
  for (int i = 14; i < 10 + count; ++i)
    out.emplace_back(std::to_string(i) + "G0", "SITE-" + std::to_string(i));
  out.resize(static_cast<std::size_t>(count));
  return out;
}

} // namespace

TEST_CASE("three sites, or a tenth of them all, may go at once") {
  TeamHouse house;
  house.source.hold(sites(40));
  house.passes(base::Seconds{3600});
  house.source.hold(sites(36)); // a tenth
  house.passes(base::Seconds{3600});
  CHECK(house.known().teams.size() == 36);
  CHECK(house.told("info teams: NGI_IT-SITE-49 is in the list no more") == 1);
  house.source.hold(sites(32));
  house.passes(base::Seconds{3600});
  CHECK(house.known().teams.size() == 36);
  house.source.hold(sites(4)); // of a short list three may go
  house.settings.teams.least = 4;
  house.starts();
  house.settings.teams.least.reset();
  house.source.hold(sites(1));
  house.passes(base::Seconds{3600});
  CHECK(house.known().teams.size() == 1);
}

TEST_CASE("who has another key or another name is not gone") {
  TeamHouse house;
  house.source.hold(sites(20));
  house.passes(base::Seconds{3600});
  auto other_keys = sites(20);
  for (auto& [key, name] : other_keys)
    key = "9" + key;
  house.source.hold(other_keys);
  house.passes(base::Seconds{3600});
  CHECK(house.told("NGI_IT-SITE-14 has another key now (14G0 → 914G0)") == 1);
  CHECK(house.told("in the list no more") == 0);
  CHECK(house.told("NGI_IT-SITE-14 is new in the list") == 1);
  for (auto& [key, name] : other_keys)
    name = "X" + name;
  house.source.hold(other_keys);
  house.passes(base::Seconds{3600});
  CHECK(house.told("NGI_IT-SITE-14 is called NGI_IT-XSITE-14 now") == 1);
  CHECK(house.post.sent.empty());
}

TEST_CASE("a list that lost many of its sites is not believed for a week") {
  TeamHouse house;
  house.source.hold(sites(40));
  house.passes(base::Seconds{3600});
  const auto good = house.now;
  house.source.hold(sites(20));
  house.passes(base::Seconds{3600});
  const auto since = house.now;
  const auto until = base::to_iso(since + std::chrono::hours{7 * 24});
  CHECK(house.known().teams.size() == 40);
  CHECK(house.told("warning teams: the list of sites was fetched, but not believed: the list has "
                   "20 sites and had 40, of which 20 are gone (if it is right, set teams.least to "
                   "20; else it is believed on " +
                   until + "); the copy of " + base::to_iso(good) + " with 40 sites stays") == 1);
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.post.sent.front().to == "owner@example.test");
  const auto letter = house.letter(0).plain.value();
  CHECK(letter.find("  NGI_IT-SITE-39\n  and 10 more") != std::string::npos);
  CHECK(letter.find("set teams.least to 20; else it is believed on") != std::string::npos);
  CHECK(house.letter(0).subject.find("lost many is not believed") != std::string::npos);

  SECTION("it has lasted for a week; the owner is told a day before") {
    house.days_pass(5);
    CHECK(house.post.sent.size() == 1);
    house.days_pass(1);
    CHECK(house.post.sent.size() == 2);
    CHECK(house.letter(1).subject.find("is believed soon") != std::string::npos);
    CHECK(house.known().teams.size() == 40);
    house.days_pass(1);
    CHECK(house.known().teams.size() == 20);
    CHECK(house.told("warning teams: NGI_IT-SITE-30 is in the list no more") == 1);
    CHECK(house.told(", which was not believed since " + base::to_iso(since)) == 1);
    CHECK(house.post.sent.size() == 2);
  }
  SECTION("a long silence of the source neither shortens the week nor saves the warning") {
    house.source.fault = down;
    house.days_pass(10);
    house.source.fault.reset();
    house.passes(base::Seconds{600});
    CHECK(house.known().teams.size() == 40);
    CHECK(house.post.sent.size() == 2);
    house.days_pass(1);
    CHECK(house.known().teams.size() == 20);
  }
  SECTION("a person says that it is right, or how much is") {
    house.settings.teams.least = 21;
    house.starts();
    CHECK(house.known().teams.size() == 40);
    house.days_pass(8);
    CHECK(house.known().teams.size() == 40);
    house.settings.teams.least = 20;
    house.starts();
    CHECK(house.known().teams.size() == 20);
    CHECK(house.former().ends_with(" NGI_IT-SITE-48> NGI_IT-SITE-49> "));
    CHECK(house.post.sent.size() == 1);
  }
  SECTION("it is whole again") {
    house.source.hold(sites(40));
    house.passes(base::Seconds{600});
    CHECK(house.told("40 sites from") == 1);
    house.source.hold(sites(20));
    house.passes(base::Seconds{3600});
    CHECK(house.post.sent.size() == 2); // another doubt, with a week of its own
  }
}

TEST_CASE("an outage that lasted for a week does not make a short list believed") {
  TeamHouse house;
  house.source.hold(sites(40));
  house.passes(base::Seconds{3600});
  house.source.fault = down;
  house.days_pass(9);
  house.source.fault.reset();
  house.source.hold(sites(5));
  house.passes(base::Seconds{600});
  CHECK(house.known().teams.size() == 40);
  CHECK(house.told("was fetched, but not believed") == 1);
}

TEST_CASE("an NGI with sites that is missing in the list of NGIs takes no site away") {
  TeamHouse house;
  house.source.list.sites.push_back({"5G0", "LONDON", "NGI_UK"});
  house.source.list.ngis.push_back("NGI_UK");
  house.passes(base::Seconds{3600});
  CHECK(house.known().teams.size() == 5);
  house.source.list.sites.pop_back();
  house.source.list.ngis.pop_back();
  house.source.list.strays = {"NGI_UK", "NGI_NEW"};
  house.passes(base::Seconds{3600});
  CHECK(house.known().teams.size() == 5);
  CHECK(house.told("not believed: its sites of NGI_UK are left out: no such NGI is in its list of "
                   "NGIs any more") == 1);
  house.source.list.strays = {"NGI_NEW"}; // it has no site here, and its only one is closed
  house.passes(base::Seconds{600});
  CHECK(house.known().teams.size() == 4);
}

TEST_CASE("a file that is being written is looked at again soon, and said to be so once") {
  TeamHouse house;
  house.source.list.unfinished = "teams.file: t is being written: it was changed 1 s ago";
  house.source.list.seen = "half";
  house.passes(base::Seconds{3600});
  const auto since = base::to_iso(house.now);
  CHECK(house.names() == all_four);
  house.passes(base::Seconds{10});
  CHECK(house.source.seen == "half"); // it is asked about what it saw
  house.passes(base::Seconds{10});
  CHECK(house.source.calls == 4);
  CHECK(house.told("info teams: the list of sites was fetched, but not believed: teams.file: t is "
                   "being written: it was changed 1 s ago (it is read again in 10 s); the copy "
                   "of ") == 1);
  SECTION("and is no good when it is done: that is told, too") {
    house.source.fault = base::Error{base::Fault::invalid, "teams.tsv:3 is no line", "mend it"};
    house.passes(base::Seconds{10});
    house.passes(base::Seconds{600});
    CHECK(house.told("warning teams: the list of sites could not be fetched: teams.tsv:3") == 1);
    return;
  }
  house.source.list.unfinished.clear();
  house.source.hold({{"1G0", "INFN-T1"}, {"2G0", "NEW"}, {"3G0", "CNR"}, {"4G0", "BIOCOMP"}});
  house.passes(base::Seconds{10});
  CHECK(house.names().find("NGI_IT-NEW") != std::string::npos);
  CHECK(house.told(", which was not believed since " + since) == 1);
}

TEST_CASE("another source is asked at once, and its keys mean other sites") {
  TeamHouse house;
  house.settings.teams.source = "GOCDB at https://other.example.test/";
  house.source.fault = down;
  house.starts();
  CHECK(house.names() == all_four); // better than none
  house.source.fault.reset();
  house.source.hold({{"1G0", "OTHER"}});
  house.starts();
  CHECK(house.names() == "NGI_IT-OTHER ");
  CHECK(house.former().empty());
}

TEST_CASE("without its source the chore ends, and the list is not used") {
  TeamHouse house;
  house.world.team_source = nullptr;
  house.settings.teams.source.clear();
  house.starts();
  CHECK(house.rows().empty());
  CHECK(house.known().teams.empty());
}

TEST_CASE("two sites that make one name: nobody says where the NGI ends") {
  TeamHouse house;
  house.source.list.sites = {{"1G0", "C", "A-B"}, {"2G0", "B-C", "A"}, {"3G0", "D", "A"}};
  house.passes(base::Seconds{3600});
  const auto known = house.known();
  REQUIRE(known.teams.size() == 2);
  CHECK((known.teams[0].name == "A-B-C" && known.teams[0].site.empty()));
  CHECK((known.teams[1].name == "A-D" && known.teams[1].site == "D"));
  house.passes(base::Seconds{3600});
  CHECK(house.told("warning teams: two sites make the team name A-B-C: 'C' of A-B (1G0) and 'B-C' "
                   "of A (2G0)") == 1);
  house.source.list.sites.push_back({"4G0", "d", "A"});
  house.passes(base::Seconds{3600});
  CHECK(house.told("two teams differ in large and small letters alone: 'D' of A (3G0) and 'd' of A "
                   "(4G0)") == 1);
}

TEST_CASE("what was left out is told once, and again when it is something else") {
  TeamHouse house;
  for (const char* remark : {"the site 'a b' is left out", "the site 'a b' is left out", "other"}) {
    house.source.list.remarks = {remark};
    house.passes(base::Seconds{3600});
  }
  CHECK(house.told("the site 'a b' is left out") == 1);
  CHECK(house.told("teams: other") == 1);
}

TEST_CASE("a copy that cannot be understood is none, and is fetched anew") {
  TeamHouse house;
  const std::string nonsense = GENERATE("", "{", "[]", "{\"sites\":[[1]]}", "{\"source\":7}");
  REQUIRE(store::set_mark(house.database, "teams", nonsense));
  REQUIRE(store::set_mark(house.database, "teams stand", nonsense));
  CHECK(house.known().teams.empty());
  house.starts();
  CHECK(house.names() == all_four);
}

TEST_CASE("the age of the list is seen from outside, and makes nothing unready") {
  TeamHouse house;
  bridge::Pulse pulse(house.now);
  pulse.rt_answered = base::to_unix(house.now);
  const auto ready = [&] {
    return bridge::readiness(house.database, house.settings, pulse, house.now);
  };
  const auto figures = [&] {
    return bridge::metrics(house.database, house.settings, pulse, house.now).body;
  };
  house.now += base::Seconds{100};
  CHECK(ready().status == 200);
  CHECK(ready().body.find("ok    teams: 4 sites, as of 2026-11-21T") != std::string::npos);
  CHECK(ready().body.find("100 s ago\n") != std::string::npos);
  CHECK(figures().find("rollout_bridge_teams_count 4\n") != std::string::npos);
  CHECK(figures().find("rollout_bridge_teams_age_seconds 100\n") != std::string::npos);
  house.source.fault = down;
  house.days_pass(8);
  pulse.rt_answered = base::to_unix(house.now);
  CHECK(ready().status == 200);
  CHECK(ready().body.find("; not fetched since 2026-11-21T") != std::string::npos);
  CHECK(ready().body.find(": GOCDB does not answer (is it running?)\n") != std::string::npos);
  house.settings.teams.source = "teams.file"; // which has not answered yet
  CHECK(ready().body.find("4 sites from GOCDB at https://gocdb.example.test/, as of") !=
        std::string::npos);
  house.settings.teams.source.clear();
  CHECK(ready().body.find("teams") == std::string::npos);
  CHECK(figures().find("teams") == std::string::npos);
}
