// SPDX-License-Identifier: Apache-2.0
#include "rollout/roster.hpp"

#include <catch2/catch.hpp>

using rollout::Roster;
using rollout::Team;

TEST_CASE("roster: names that differ in case alone are one team, spelled as the first") {
  const Roster roster(std::vector<Team>{{"NGI_CZ-PRAGUELCG2", ""},
                                        {"NGI_IT-INFN-T1", "INFN-T1"},
                                        {"NGI_CZ-praguelcg2", "praguelcg2"},
                                        {"NGI_IT-INFN-T1", ""}});
  REQUIRE(roster.teams().size() == 2);
  CHECK(roster.teams()[0].name == "NGI_CZ-PRAGUELCG2");
  CHECK(roster.teams()[0].site == "PRAGUELCG2");
  CHECK(roster.teams()[1].site == "INFN-T1");
  for (const char* name : {"NGI_CZ-PRAGUELCG2", "NGI_CZ-praguelcg2", "ngi_cz-PragueLCG2"})
    CHECK(roster.find(name) == "NGI_CZ-PRAGUELCG2");
  CHECK(roster.nearest("praguelcg2") == std::vector<std::string>{"NGI_CZ-PRAGUELCG2"});
}

TEST_CASE("roster: teams are listed by name, and without a site where nobody has one") {
  const Roster roster(std::vector<std::string>{"b-B", "A-a", "c-C"});
  REQUIRE(roster.teams().size() == 3);
  CHECK(roster.teams()[0].name == "A-a");
  CHECK(roster.teams()[0].site.empty());
  CHECK(roster.teams()[2].name == "c-C");
}
