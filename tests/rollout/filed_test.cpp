// SPDX-License-Identifier: Apache-2.0
// The ledger's line about a report, and what all of them together mean.
#include "rollout/filed.hpp"

#include <catch2/catch.hpp>

using rollout::Filed;
using Kind = rollout::ReportName::Kind;

namespace {

constexpr auto anna = "anna@infn.example.test";

Filed of(const std::string& name, bool taken, const std::string& team, int hour,
         const std::string& digest = "d", const std::string& sender = anna) {
  Filed out;
  out.name = name;
  out.taken = taken;
  out.team = team;
  out.digest = digest + std::to_string(hour);
  out.sender = sender;
  out.from = "NGI_IT-INFN-T1";
  out.at = base::from_unix(1'795'222'800 + hour * 3600);
  return out;
}

std::string names(const std::vector<Filed>& all) {
  std::string out;
  for (const auto& one : all)
    out += one.name + " ";
  return out;
}

} // namespace

TEST_CASE("a line of the ledger is read back as it was written") {
  const Filed summary{"summary-EMI-CREAM-1.13.1-1.doc",
                      false,
                      Kind::summary,
                      "",
                      "summary-EMI-CREAM-1.13.1-2.doc",
                      "wrong name: version",
                      "453d80",
                      anna,
                      "NGI_IT-INFN-T1, the rollout managers",
                      base::from_unix(1'795'222'800),
                      "REJECT"};
  const auto again = rollout::read_filed(summary.name, rollout::to_words(summary));
  REQUIRE(again);
  CHECK(again->name == summary.name);
  CHECK_FALSE(again->taken);
  CHECK(again->kind == Kind::summary);
  CHECK(again->team.empty());
  CHECK(again->expected == summary.expected);
  CHECK(again->why == summary.why);
  CHECK(again->digest == summary.digest);
  CHECK(again->sender == summary.sender);
  CHECK(again->from == summary.from);
  CHECK(again->at == summary.at);
  CHECK(again->recommendation == "REJECT");
}

TEST_CASE("a line of the ledger that 0.5.0 wrote is read") {
  const auto again = rollout::read_filed(
      "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc",
      "taken\treport\tNGI_IT-INFN-T1\tea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc\t\t453d80\t"
      "anna@infn.example.test\tNGI_IT-INFN-T1\t2026-11-21T01:00:00Z");
  REQUIRE(again);
  CHECK(again->taken);
  CHECK(again->team == "NGI_IT-INFN-T1");
  CHECK(again->from == "NGI_IT-INFN-T1");
  CHECK(base::to_iso(again->at) == "2026-11-21T01:00:00Z");
  CHECK(again->recommendation.empty());
}

TEST_CASE("a mark inside a cell cannot move the cells behind it") {
  auto odd = of("a.doc", true, "NGI_IT-INFN-T1", 0);
  odd.why = "one\ttwo";
  const auto again = rollout::read_filed(odd.name, rollout::to_words(odd));
  REQUIRE(again);
  CHECK(again->why == "one two");
  CHECK(again->sender == anna);
}

TEST_CASE("what is no line of the ledger is none") {
  const std::string good = rollout::to_words(of("a.doc", true, "NGI_IT-INFN-T1", 0));
  CHECK_FALSE(rollout::read_filed("a.doc", ""));
  CHECK_FALSE(rollout::read_filed("a.doc", good + "\tmore"));
  CHECK_FALSE(rollout::read_filed("a.doc", good + "perhaps"));
  CHECK(rollout::read_filed("a.doc", good + "ACCEPT"));
  CHECK_FALSE(rollout::read_filed("a.doc", good.substr(0, good.size() - 3)));
}

TEST_CASE("of each team, and of the summaries, the newest counts") {
  auto summary = of("summary-1.doc", true, "", 1);
  summary.kind = Kind::summary;
  const std::vector<Filed> all{of("t1-old.doc", true, "NGI_IT-INFN-T1", 0), summary,
                               of("qmul.doc", true, "NGI_UK-UKI-LT2-QMUL", 2),
                               of("t1-new.doc", true, "ngi_it-infn-t1", 3),
                               of("t1-held.doc", false, "NGI_IT-INFN-T1", 4)};
  CHECK(names(rollout::newest_taken(all)) == "t1-new.doc summary-1.doc qmul.doc ");
}

TEST_CASE("what came last counts, though a manager released an older one after it") {
  const std::vector<Filed> all{of("tuesday.doc", true, "NGI_IT-INFN-T1", 24),
                               of("monday.doc", true, "NGI_IT-INFN-T1", 0)};
  CHECK(names(rollout::newest_taken(all)) == "tuesday.doc ");
}

TEST_CASE("nothing but its remedy takes a held file off the list") {
  const auto pattern = of("ea-<NGI>-<Site>-1.doc", false, "", 0);
  auto others = of("ea-<NGI>-<Site>-1.doc", false, "", 1, "d", "quinn@qmul");
  others.from = "NGI_UK-UKI-LT2-QMUL";
  CHECK(names(rollout::still_held({pattern, others})) ==
        "ea-<NGI>-<Site>-1.doc ea-<NGI>-<Site>-1.doc ");
  auto summary = of("summary-2.doc", false, "", 0);
  summary.kind = Kind::summary;
  CHECK(names(rollout::still_held({summary, of("right.doc", true, "NGI_IT-INFN-T1", 1)})) ==
        "summary-2.doc ");
  auto right = of("summary-1.doc", true, "", 1);
  right.kind = Kind::summary;
  CHECK(names(rollout::still_held({summary, right})).empty());
  // Of a sender in two teams: what he sends next under a right name is what he meant.
  auto either = pattern;
  either.from = "NGI_UK-UKI-LT2-QMUL, NGI_IT-INFN-T1, the rollout managers";
  CHECK(names(rollout::still_held({either, of("right.doc", true, "NGI_IT-INFN-T1", 1)})).empty());
  CHECK(names(rollout::still_held({either, of("right.doc", true, "NGI_IT-INFN-PISA", 1)})) ==
        "ea-<NGI>-<Site>-1.doc ");
}

TEST_CASE("what is held waits until something better comes") {
  const auto held = of("wrong.doc", false, "NGI_IT-INFN-T1", 0);
  const auto nobodys = of("what.doc", false, "", 0);
  const auto right = of("right.doc", true, "NGI_IT-INFN-T1", 1);
  CHECK(names(rollout::still_held({held})) == "wrong.doc ");
  CHECK(names(rollout::still_held({held, right})).empty());
  // Another team's report does not.
  CHECK(names(rollout::still_held({held, of("q.doc", true, "NGI_UK-UKI-LT2-QMUL", 1)})) ==
        "wrong.doc ");
  // Whose it is was not known: the same sender's next report is it.
  CHECK(names(rollout::still_held({nobodys, right})).empty());
  CHECK(names(rollout::still_held({nobodys, of("q.doc", true, "NGI_UK-UKI-LT2-QMUL", 1, "d",
                                               "quinn@qmul")})) == "what.doc ");
  // Another file that is held is no remedy, but the same file under a new name is the same one.
  CHECK(names(rollout::still_held({held, of("wrong-2.doc", false, "NGI_IT-INFN-T1", 1)})) ==
        "wrong.doc wrong-2.doc ");
  auto renamed = of("wrong-2.doc", false, "NGI_IT-INFN-T1", 1);
  renamed.digest = held.digest;
  CHECK(names(rollout::still_held({held, renamed})) == "wrong-2.doc ");
}
