// SPDX-License-Identifier: Apache-2.0
#include "bridge/team_file.hpp"
#include "store/scratch.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

using bridge::read_teams;

namespace {

std::string names(const std::string& text) {
  const auto teams = read_teams(text, "teams.tsv");
  if (!teams)
    return base::describe(teams.error());
  std::string out;
  for (const auto& team : *teams)
    out += team.name + "=" + team.site + " ";
  return out;
}

} // namespace

TEST_CASE("a list of teams as people write it") {
  CHECK(names("NGI_IT\tINFN-T1\nEGI.eu\tegee.srce.hr\n") ==
        "NGI_IT-INFN-T1=INFN-T1 EGI.eu-egee.srce.hr=egee.srce.hr ");
  CHECK(names("\xef\xbb\xbf# ours\r\n\r\n  # more\r\n NGI_IT \t INFN-T1 \t\r\nNGI_IL\tNGI_IL") ==
        "NGI_IT-INFN-T1=INFN-T1 NGI_IL-NGI_IL=NGI_IL ");
  CHECK(names("A-B\tC\nA\tB-C\n") == "A-B-C=C A-B-C=B-C ");
}

TEST_CASE("a line that is none is named with its number and its remedy") {
  const std::string form = " (a line is the NGI, a tab, the site, and nothing else)";
  CHECK(names("NGI_IT\tINFN-T1\nno tab\n") == "teams.tsv:2: 'no tab'" + form);
  CHECK(names("\tINFN-T1\n") == "teams.tsv:1: '⇥INFN-T1'" + form);
  CHECK(names("NGI_IT\t\n") == "teams.tsv:1: 'NGI_IT⇥'" + form);
  CHECK(names("NGI_IT\tINFN-T1\tItaly\n") == "teams.tsv:1: 'NGI_IT⇥INFN-T1⇥Italy'" + form);
  CHECK(names("NGI_SI\tIzola MRF\n")
            .find("teams.tsv:1: 'NGI_SI⇥Izola MRF', 'Izola MRF' is no name "
                  "(names are of letters") == 0);
  CHECK(names("NGI_IT\tINFN\xe2\x80\x93T1\n").find("is no name") != std::string::npos);
  CHECK(names(std::string("NGI_IT\tINFN\0T1\n", 15)).find("is no name") != std::string::npos);
  CHECK(names("# x\nNGI_IT\tINFN-T1\nNGI_IT\tCNR\nNGI_IT\tINFN-T1\n") ==
        "teams.tsv:4: 'NGI_IT⇥INFN-T1' stands in line 2, too (leave one of them)");
}

TEST_CASE("a line that is no team, though it looks like one, is named likewise") {
  CHECK(names("# teams\nNGI\tSite\nNGI_IT\tINFN-T1\n") ==
        "teams.tsv:2: 'NGI⇥Site' is a heading (put a # in front of it)");
  CHECK(names("ea-NGI_IT\tINFN-T1\n") == "teams.tsv:1: 'ea-NGI_IT⇥INFN-T1', 'ea-NGI_IT' is no NGI "
                                         "(leave 'ea-' away: so begin RT's groups)");
  CHECK(names("NGI_IT\tINFN-T1\nNGI_IT\tinfn-t1\n") ==
        "teams.tsv:2: 'NGI_IT⇥infn-t1' differs from line 1 in large and small letters alone (leave "
        "one of them)");
  for (const char* text : {"", "\n", "# NGI_IT\tINFN-T1\n"})
    CHECK(names(text) == "teams.tsv names no team (its lines are `NGI<TAB>Site`)");
}

TEST_CASE("a file that cannot be read is named") {
  const ScratchFolder scratch;
  const auto path = scratch.folder + "/teams.tsv";
  CHECK(bridge::read_team_file(path).error().what == path + " cannot be read: no such file");
  CHECK(bridge::read_team_file(scratch.folder).error().what == scratch.folder + " is a folder");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0); // nobody writes to it
  CHECK(bridge::read_team_file(path).error().what == path + " is no ordinary file");
  std::filesystem::remove(path);
  std::ofstream(path) << "NGI_IT\tINFN-T1\n";
  CHECK(bridge::read_team_file(path).value().front().name == "NGI_IT-INFN-T1");
  std::ofstream(path) << std::string(17 * 1024 * 1024, '#');
  CHECK(bridge::read_team_file(path).error().what == path + " is larger than 16 MiB");
}
