// SPDX-License-Identifier: Apache-2.0
#include "rollout/tables.hpp"

#include <catch2/catch.hpp>

using rollout::Experience;
using rollout::Release;
using rollout::Stacks;

namespace {

Release release(const std::string& stack) {
  Release out;
  const auto dash = stack.find('-');
  out.stack = stack.substr(0, dash);
  if (dash != std::string::npos)
    out.major = stack.substr(dash + 1);
  return out;
}

// The whole complaint about a table; empty: it was read.
template <class Table> std::string fault(const std::string& text) {
  const auto read = Table::read(text, "table.tsv");
  return read ? "" : read.error().what + " | " + read.error().hint;
}

} // namespace

TEST_CASE("a stack has the line of its major version, else that of its name") {
  const auto stacks = Stacks::read("# stacks\n"
                                   "EMI\thttps://repo.example/emi\t-\t-\r\n"
                                   "emi-1.0\thttps://repo.example/emi1\ta@b.example, c@d.example\t"
                                   "list@x.example\n"
                                   "UMD\t-\t-\t-\n",
                                   "table.tsv");
  REQUIRE(stacks);
  CHECK(stacks->of(release("EMI-1.0"))->repository == "https://repo.example/emi1");
  CHECK(stacks->of(release("EMI-1.0"))->managers ==
        std::vector<std::string>{"a@b.example", "c@d.example"});
  CHECK(stacks->of(release("EMI-1.0"))->lists == std::vector<std::string>{"list@x.example"});
  CHECK(stacks->of(release("EMI-2"))->repository == "https://repo.example/emi");
  CHECK(stacks->of(release("UMD-1"))->repository.empty());
  CHECK(stacks->of(release("gLite-3.2")) == nullptr);
  CHECK(stacks->of(Release{}) == nullptr);
}

TEST_CASE("a line about a stack that is none is named with its place and what to write") {
  const std::string good = "EMI\t-\t-\t-\n";
  CHECK(fault<Stacks>(good).empty());
  CHECK(fault<Stacks>("").empty());
  CHECK(
      fault<Stacks>(good + "UMD\thttps://r.example\n") ==
      "table.tsv:2: 'UMD https://r.example': there are not four columns | STACK, tab, repository, "
      "tab, managers, tab, lists; - for none");
  CHECK_THAT(fault<Stacks>("UMD\trepo.example\t-\t-\n"),
             Catch::StartsWith("table.tsv:1: ") && Catch::Contains("'repo.example' is no address"));
  CHECK_THAT(fault<Stacks>("UMD\thttps://r.example/a b\t-\t-\n"), Catch::Contains("is no address"));
  CHECK_THAT(fault<Stacks>("UMD\tjavascript:x\t-\t-\n"), Catch::Contains("is no address"));
  for (const std::string bad : {"mgr1", "@x", "a@", "a b@c", "<a@b>", "a@b,"})
    CHECK((bad == "a@b,") == fault<Stacks>("UMD\t-\t" + bad + "\t-\n").empty());
  CHECK_THAT(fault<Stacks>("UMD\t-\t-\tlist\n"), Catch::Contains("no address"));
  CHECK_THAT(fault<Stacks>(good + "emi\t-\t-\t-\n"),
             Catch::StartsWith("table.tsv:2: ") && Catch::Contains("stands twice"));
  CHECK_THAT(fault<Stacks>("\t-\t-\t-\n"), Catch::Contains("has no name"));
}

TEST_CASE("teams that know a component are found in any case of letters, in their order") {
  const auto known = Experience::read("NGI_X-B\tCREAM, DPM\nNGI_X-A\tcream\nNGI_X-C\t-\n", "t");
  REQUIRE(known);
  CHECK(known->with("Cream") == std::vector<std::string>{"NGI_X-B", "NGI_X-A"});
  CHECK(known->with("DPM") == std::vector<std::string>{"NGI_X-B"});
  CHECK(known->with("").empty());
  CHECK_THAT(fault<Experience>("NGI_X-B\n"),
             Catch::StartsWith("table.tsv:1: ") && Catch::Contains("not two columns"));
  CHECK_THAT(fault<Experience>("\tCREAM\n"), Catch::Contains("not two columns"));
}

TEST_CASE("quorums: a component's own line, else that of *, else one team") {
  const auto table = rollout::Quorums::read("CREAM\t3\n*\t2\n", "q").value();
  CHECK(table.of("cream") == 3);
  CHECK(table.of("BDII") == 2);
  CHECK(rollout::Quorums::read("", "q").value().of("CREAM") == 1);
  for (const char* bad : {"CREAM\n", "CREAM\t0\n", "CREAM\tmany\n", "CREAM\t101\n", "\t2\n",
                          "CREAM\t2\t3\n", "CREAM\t02\n", "CREAM\t2\ncream\t3\n"}) {
    CAPTURE(bad);
    const auto read = rollout::Quorums::read(bad, "q");
    REQUIRE_FALSE(read);
    CHECK(read.error().what.find("q:") == 0);
    CHECK_FALSE(read.error().hint.empty());
  }
}

TEST_CASE("announcements: the lines that fit, each list once") {
  const auto table =
      rollout::Announcements::read("*\t*\tosg@lists.example\n"
                                   "EMI\tACCEPT\temi@lists.example, OSG@lists.example\n"
                                   "EMI-1.0\tREJECT\tone@lists.example\n",
                                   "a")
          .value();
  rollout::Release release;
  release.stack = "EMI";
  release.major = "1.0";
  using Lists = std::vector<std::string>;
  CHECK(table.lists_of(release, "ACCEPT") == Lists{"osg@lists.example", "emi@lists.example"});
  CHECK(table.lists_of(release, "REJECT") == Lists{"osg@lists.example", "one@lists.example"});
  release.stack = "UMD";
  CHECK(table.lists_of(release, "ACCEPT") == Lists{"osg@lists.example"});
  CHECK(table.addresses().size() == 4);
  for (const char* bad : {"*\t*\n", "*\taccepted\ta@b.example\n", "*\t*\tnobody\n", "*\t*\t-\n",
                          "\t*\ta@b.example\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(rollout::Announcements::read(bad, "a"));
  }
}
