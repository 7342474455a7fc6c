// SPDX-License-Identifier: Apache-2.0
// One conformance test for whoever knows the sites: a fake, a file, and a GOCDB on loopback that
// answers in its shape.
#include "bridge/team_sources.hpp"
#include "fakes/fake_sites.hpp"
#include "fakes/fake_teams.hpp"
#include "fakes/http_server.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>

using bridge::Site;
using Sites = std::vector<std::pair<std::string, std::string>>; // NGI, name

namespace {

const auto years_later = base::from_unix(2'000'000'000); // whatever was written is long at rest

struct World {
  virtual ~World() = default;
  virtual bridge::TeamSource& source() = 0;
  virtual void hold(const Sites& sites) = 0;
  virtual void breaks() = 0; // half of what it holds, or nothing, arrives
};

struct FakeWorld : World {
  FakeTeams teams;
  bridge::TeamSource& source() override { return teams; }
  void hold(const Sites& sites) override {
    teams.list = {};
    for (const auto& [ngi, name] : sites) {
      teams.list.sites.push_back({ngi + "/" + name, name, ngi});
      teams.list.ngis.push_back(ngi);
    }
  }
  void breaks() override { teams.fault = base::Error{base::Fault::temporary, "broken", "mend it"}; }
};

struct FileWorld : World, ScratchFolder {
  bridge::FileTeams teams{folder + "/teams.tsv"};
  bridge::TeamSource& source() override { return teams; }
  void hold(const Sites& sites) override {
    std::ofstream out(folder + "/teams.tsv");
    for (const auto& [ngi, name] : sites)
      out << ngi << '\t' << name << '\n';
  }
  void breaks() override {
    std::ofstream(folder + "/teams.tsv", std::ios::app) << "NGI_FRANCE\tIN2P3-CC\nNGI_FRA";
  }
};

struct GocdbWorld : World {
  std::string rocs;
  std::string sites;
  bool cut = false;
  fakes::HttpServer server{[this](const fakes::Asked& asked) -> fakes::Canned {
    const bool wants_rocs = asked.target.find("method=get_roc_list") != std::string::npos;
    const std::string whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<results>\n" +
                              (wants_rocs ? rocs : sites) + "</results>\n";
    return {200, cut ? whole.substr(0, whole.size() / 2) : whole, {}, {}};
  }};
  bridge::GocdbTeams teams{{server.url() + "/gocdbpi/public/", "", "", base::Seconds{5}}};
  bridge::TeamSource& source() override { return teams; }
  void hold(const Sites& held) override {
    rocs = sites = "";
    for (const auto& [ngi, name] : held) {
      rocs += "  <ROC PRIMARY_KEY=\"2G0\" ROC_NAME=\"" + ngi + "\"/>\n";
      sites += "  <SITE ID=\"1\" PRIMARY_KEY=\"" + ngi + name + "G0\" NAME=\"" + name +
               "\" COUNTRY=\"x\" COUNTRY_CODE=\"xx\" ROC=\"" + ngi +
               "\" SUBGRID=\"\" GIIS_URL=\"\"/>\n";
    }
  }
  void breaks() override { cut = true; }
};

} // namespace

TEMPLATE_TEST_CASE("whoever knows the sites keeps the port's promises", "", FakeWorld, FileWorld,
                   GocdbWorld) {
  TestType world;
  world.hold({{"NGI_IT", "INFN-T1"}, {"EGI.eu", "egee.srce.hr"}, {"NGI_IL", "NGI_IL"}});
  const auto list = world.source().sites(years_later, "");
  REQUIRE(list);
  REQUIRE(list->sites.size() == 3);
  std::set<std::string> teams;
  std::set<std::string> keys;
  for (const auto& site : list->sites) {
    teams.insert(site.team());
    keys.insert(site.key);
    CHECK(site.ngi + "-" + site.name == site.team());
  }
  CHECK(teams == std::set<std::string>{"NGI_IT-INFN-T1", "EGI.eu-egee.srce.hr", "NGI_IL-NGI_IL"});
  CHECK(std::set<std::string>(list->ngis.begin(), list->ngis.end()) ==
        std::set<std::string>{"EGI.eu", "NGI_IL", "NGI_IT"});
  CHECK(list->remarks.empty());

  SECTION("keys stay the same from one reading to the next, and are told apart") {
    CHECK(keys.size() == 3);
    world.hold({{"NGI_IT", "INFN-T1"}});
    CHECK(keys.contains(world.source().sites(years_later, "").value().sites.front().key));
  }
  SECTION("no site at all is an error with its remedy") {
    world.hold({});
    const auto none = world.source().sites(years_later, "");
    REQUIRE_FALSE(none);
    CHECK_FALSE(none.error().hint.empty());
  }
  SECTION("half a list is none") {
    world.breaks();
    const auto half = world.source().sites(years_later, "");
    if (half) {
      CHECK_FALSE(half->unfinished.empty());
      CHECK(half->sites.empty());
    } else {
      CHECK_FALSE(half.error().what.empty());
      CHECK_FALSE(half.error().hint.empty());
    }
  }
}

TEST_CASE("a file that may be half written is no list yet") {
  const ScratchFolder scratch;
  const auto path = scratch.folder + "/teams.tsv";
  bridge::FileTeams teams{path};
  const auto written = base::from_unix(1'795'435'200);
  const auto write = [&](const std::string& text) {
    std::ofstream(path) << text;
    const timespec at{base::to_unix(written), 0};
    const timespec times[] = {at, at};
    REQUIRE(utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  };
  const auto unfinished = [&](base::Seconds age, const std::string& seen = "") {
    const auto list = teams.sites(written + age, seen);
    REQUIRE(list);
    CHECK(list->sites.empty() == !list->unfinished.empty());
    return list->unfinished;
  };
  using base::Seconds;

  write("NGI_IT\tINFN-T1\n");
  CHECK(unfinished(Seconds{9}) ==
        "teams.file: " + path + " is being written: it was changed 9 s ago");
  CHECK(unfinished(Seconds{-3}).ends_with("it was changed 0 s ago")); // another host's clock
  CHECK(unfinished(Seconds{10}).empty());
  CHECK(unfinished(std::chrono::hours{-24}).empty());
  write(""); // a shell that has only just opened it
  CHECK(unfinished(Seconds{1}).ends_with("it was changed 1 s ago"));

  // What stands in the last line may be half of a name; also when it is no line at all.
  for (const char* text : {"NGI_IT\tINFN-T1\nNGI_IT\tSITE-3", "NGI_IT\tINFN-T1\nNGI_I"}) {
    write(text);
    CHECK(unfinished(std::chrono::hours{1}) ==
          "teams.file: " + path + " is being written: its last line, 2, has no end");
  }
  const auto seen = teams.sites(written + Seconds{60}, "").value().seen;
  write("NGI_IT\tINFN-T1\nNGI_IT\tSITE-30");
  const auto other = teams.sites(written + Seconds{120}, seen).value();
  CHECK(other.unfinished.ends_with("has no end"));
  CHECK_FALSE(unfinished(Seconds{5}, other.seen).empty());
  const auto same = teams.sites(written + Seconds{180}, other.seen).value();
  REQUIRE(same.sites.size() == 2);
  CHECK(same.sites.back().name == "SITE-30");
}

namespace {

const base::Instant noon = base::from_unix(1'795'435'200); // 2026-11-23 12:00 UTC

// One site with two services, of which one is BETA, and a downtime of it for two days.
struct FakeSiteWorld {
  FakeSites sites;
  bridge::SiteSource& source() { return sites; }
  FakeSiteWorld() {
    sites.news["INFN-T1"].beta = {{"ce01.infn.example", "CREAM-CE", "https://gocdb.example/1"}};
    sites.down["INFN-T1"] = {{"77",
                              "OUTAGE",
                              noon + std::chrono::hours{1},
                              noon + std::chrono::hours{49},
                              {"ce01.infn.example"}}};
  }
  void hides_flags() { sites.news["INFN-T1"].whole = false; }
  void breaks() { sites.fault = base::Error{base::Fault::temporary, "broken", "mend it"}; }
};

struct GocdbSiteWorld {
  std::string flags = "Y";
  bool cut = false;
  fakes::HttpServer server{[this](const fakes::Asked& asked) -> fakes::Canned {
    const bool known = asked.target.find("INFN-T1") != std::string::npos;
    const bool wants_downtimes = asked.target.find("method=get_downtime") != std::string::npos;
    const std::string whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<results>\n" +
                              (!known            ? ""
                               : wants_downtimes ? downtime()
                                                 : service("1G0", "ce01.infn.example", flags) +
                                                       service("2G0", "ce02.infn.example", "N")) +
                              "</results>\n";
    return {200, cut ? whole.substr(0, whole.size() / 2) : whole, {}, {}};
  }};
  bridge::GocdbSites sites{{server.url() + "/gocdbpi/public/", "", "", base::Seconds{5}}};
  bridge::SiteSource& source() { return sites; }
  void hides_flags() { flags = ""; }
  void breaks() { cut = true; }

  static std::string service(const std::string& key, const std::string& host,
                             const std::string& beta) {
    return "<SERVICE_ENDPOINT PRIMARY_KEY=\"" + key + "\"><PRIMARY_KEY>" + key +
           "</PRIMARY_KEY><HOSTNAME>" + host +
           "</HOSTNAME><SERVICE_TYPE>CREAM-CE</SERVICE_TYPE><SITENAME>INFN-T1</SITENAME>" +
           (beta.empty() ? "" : "<BETA>" + beta + "</BETA>") +
           "<GOCDB_PORTAL_URL>https://gocdb.example/1</GOCDB_PORTAL_URL></SERVICE_ENDPOINT>\n";
  }
  static std::string downtime() {
    const auto at = [](int hours) { return std::to_string(base::to_unix(noon) + hours * 3600); };
    return "<DOWNTIME ID=\"77\" PRIMARY_KEY=\"77G0\" CLASSIFICATION=\"SCHEDULED\"><SEVERITY>"
           "OUTAGE</SEVERITY><DESCRIPTION>x</DESCRIPTION><START_DATE>" +
           at(1) + "</START_DATE><END_DATE>" + at(49) +
           "</END_DATE><SERVICES><SERVICE><PRIMARY_KEY>1G0</PRIMARY_KEY><HOSTNAME>"
           "ce01.infn.example</HOSTNAME><SERVICE_TYPE>CREAM-CE</SERVICE_TYPE><HOSTED_BY>INFN-T1"
           "</HOSTED_BY></SERVICE></SERVICES></DOWNTIME>\n";
  }
};

} // namespace

TEMPLATE_TEST_CASE("whoever knows how sites are keeps the port's promises", "", FakeSiteWorld,
                   GocdbSiteWorld) {
  TestType world;
  auto& source = world.source();
  const auto later = noon + std::chrono::hours{24 * 7};

  const auto news = source.services("INFN-T1");
  REQUIRE(news);
  CHECK(news->whole);
  CHECK(news->beta == std::vector<rollout::SiteNews::Service>{
                          {"ce01.infn.example", "CREAM-CE", "https://gocdb.example/1"}});
  CHECK(source.services("UNKNOWN")->beta.empty());
  CHECK_FALSE(source.services("UNKNOWN")->whole);

  const auto down = source.downtimes({"INFN-T1", "UNKNOWN"}, noon, later);
  REQUIRE(down);
  REQUIRE(down->size() == 1);
  CHECK(down->at("INFN-T1") ==
        std::vector<rollout::SiteNews::Downtime>{{"77",
                                                  "OUTAGE",
                                                  noon + std::chrono::hours{1},
                                                  noon + std::chrono::hours{49},
                                                  {"ce01.infn.example"}}});
  CHECK(source.downtimes({"INFN-T1"}, noon + std::chrono::hours{60}, later)->empty());

  world.hides_flags();
  CHECK_FALSE(source.services("INFN-T1")->whole);
  world.breaks();
  CHECK(source.services("INFN-T1").error().fault == base::Fault::temporary);
  CHECK(source.downtimes({"INFN-T1"}, noon, later).error().fault == base::Fault::temporary);
}
