// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "rollout/report_names.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace report_names;

TEST_CASE("the examples of report names are classed as they are marked") {
  const auto rows = table("report_names.tsv");
  REQUIRE(rows.size() == 27);
  for (const auto& row : rows) {
    INFO(row[0] << " on " << row[1]);
    const auto rule = rule_for(row[1]);
    const auto reading = rule.read(row[0]);
    const std::string& result = row[7];
    if (result.starts_with("ok")) {
      CHECK(reading.verdict == Verdict::exact);
      CHECK(reading.expected == row[0]);
      CHECK(reading.complaints.empty());
    }
    if (result.starts_with("deviation"))
      CHECK(reading.verdict == Verdict::deviation);
    if (result.starts_with("error"))
      CHECK(reading.verdict == Verdict::wrong);
    CHECK(reading.kind == (result == "ok-summary" ? Kind::summary : Kind::report));
    if (result != "ok-summary")
      CHECK(reading.team == row[2] + "-" + row[3]);
  }
}

TEST_CASE("harmless deviations name one team and the right name") {
  const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc";
  const std::string full = "ea-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1-1.doc";
  struct Odd {
    const char* name;
    const char* flaws;
    std::string expected;
  };
  const std::vector<Odd> all{
      {"ea-ngi_it-infn-t1-emi-cream-1.13.1-1.doc", "case", right},
      {"EA-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1-1.doc", "case", full},
      {"ea_NGI_IT_INFN_T1_EMI_CREAM_1.13.1_1.doc", "signs", right},
      {"ea-NGI IT-INFN T1-EMI-CREAM-1.13.1-1.doc", "signs", right},
      {"ea\u2013NGI_IT\u2013INFN\u2013T1\u2013EMI\u2013CREAM\u20131.13.1\u20131.doc", "signs",
       right},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1 (1).doc", "copy_mark", right},
      {"Copy of ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "copy_mark", right},
      {"Kopie von ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1(2).doc", "copy_mark", right},
      {"ea-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1-1_v2.doc", "copy_mark", full},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1-final.docx", "copy_mark",
       "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx"},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1 FINAL v3 (2).doc", "copy_mark", right},
      {"ea-INFN-T1-EMI-CREAM-1.13.1-1.doc", "no_ngi", right},
      {"ea-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1.doc", "no_release", full},
      {"ea-NGI_IT-INFN-T1-CREAM-1.13.1-1.doc", "no_stack", right},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.DOC", "case", right},
      {" ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc ", "blanks", right},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1 .doc", "blanks", right},
      {"ea-infn_t1-CREAM-1.13.1-v2.ODT", "case copy_mark no_stack no_release no_ngi signs",
       "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt"},
  };
  for (const auto& one : all) {
    INFO(one.name);
    const auto reading = cream().read(one.name);
    INFO(told(reading));
    CHECK(reading.verdict == Verdict::deviation);
    CHECK(reading.team == "NGI_IT-INFN-T1");
    CHECK(reading.expected == one.expected);
    if (std::string(one.name).find("infn_t1-CREAM") == std::string::npos)
      CHECK(flaws(reading) == one.flaws);
  }
}

TEST_CASE("a title without a stack, and summaries") {
  const auto ca = rule_for("Staged Rollout CA 1.38");
  CHECK(told(ca.read("ea-NGI_IT-NGI_IT-CA-1.38.docx")) ==
        "exact NGI_IT-NGI_IT [] ea-NGI_IT-NGI_IT-CA-1.38.docx");
  CHECK(told(ca.read("ea-NGI_IT-INFN-T1-EMI-1.0-CA-1.38.doc")) ==
        "deviation NGI_IT-INFN-T1 [extra_stack] ea-NGI_IT-INFN-T1-CA-1.38.doc");
  CHECK(told(ca.read("ea-ROC_Canada-CA-SCINET-T2-CA-1.38.doc")) ==
        "exact ROC_Canada-CA-SCINET-T2 [] ea-ROC_Canada-CA-SCINET-T2-CA-1.38.doc");
  CHECK(told(ca.read("summary-CA-1.38.odt")) == "exact - [] summary-CA-1.38.odt");
  CHECK(told(cream().read("summary-EMI-1.0-CREAM-1.13.1-1.docx")) ==
        "exact - [] summary-EMI-1.0-CREAM-1.13.1-1.docx");
  CHECK(told(cream().read("Summary_EMI-CREAM-1.13.1.doc")) ==
        "deviation - [no_release case signs] summary-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("summary-EMI-CREAM-1.13.1-1-NGI_IT-INFN-T1.doc")) ==
        "deviation - [extra_team] summary-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("summary-EMI-CREAM-1.13.2-1.doc")) ==
        "wrong - [version] summary-EMI-CREAM-1.13.1-1.doc");
}

TEST_CASE("a wrong name says which word is wrong, and the right name where the team is known") {
  const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc";
  struct Wrong {
    const char* name;
    const char* told;
  };
  const std::vector<Wrong> all{
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-2.doc", "wrong NGI_IT-INFN-T1 [version] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-10.doc", "wrong NGI_IT-INFN-T1 [version] "},
      {"ea-NGI_IT-INFN-T1-EMI-WMS-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [component] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-CE-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [component] "},
      {"ea-NGI_IT-INFN-T1-UMD-3-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [stack] "},
      {"ea-NGI_IT-INFN-T1-EMI-2.0-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [stack] "},
      {"ea-NGI_DE-INFN-T1-EMI-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [other_ngi] "},
      {"NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [prefix] "},
      {"report-ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [prefix] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf", "wrong NGI_IT-INFN-T1 [extension] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1", "wrong NGI_IT-INFN-T1 [extension] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docm", "wrong NGI_IT-INFN-T1 [extension] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc.exe", "wrong NGI_IT-INFN-T1 [two_extensions] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx.zip", "wrong NGI_IT-INFN-T1 [two_extensions] "},
      {"ea-NGI_IT-\u0406NFN-T1-EMI-CREAM-1.13.1-1.doc", "wrong NGI_IT-INFN-T1 [look_alikes] "},
      {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1\n.doc", "wrong NGI_IT-INFN-T1 [unprintable] "},
  };
  for (const auto& one : all) {
    INFO(one.name);
    CHECK(told(cream().read(one.name)) == one.told + right);
  }
  CHECK(told(cream().read("ea-NGI_IT-INFN-TI-EMI-CREAM-1.13.1-1.doc")) == "wrong - [team] ");
  CHECK(cream().read("ea-NGI_IT-INFN-TI-EMI-CREAM-1.13.1-1.doc").complaints[0].suggestions[0] ==
        right);
  CHECK(told(cream().read("ea-<NGI>-<Site-name>-EMI-CREAM-1.13.1-1.doc")) == "wrong - [unfilled] ");
  CHECK(cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1\u202Ecod.exe").verdict ==
        Verdict::wrong);
  CHECK(flaws(cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1\xFF\u2013.doc"))
            .starts_with("signs")); // a stray byte hides no sign behind it
  CHECK(cream().read("ea-" + std::string(100000, 'x') + ".doc").verdict == Verdict::wrong);
}

TEST_CASE("a folder in front is cut off and remarked on") {
  CHECK(told(cream().read("../../etc/ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc")) ==
        "exact NGI_IT-INFN-T1 [path] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("C:\\My Documents\\ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc")) ==
        "exact NGI_IT-INFN-T1 [path] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
}

TEST_CASE("one team's name is the beginning of another's") {
  for (const char* team :
       {"NGI_DE-LRZ", "NGI_DE-LRZ-LMU", "NGI_FRANCE-IN2P3-CC", "NGI_FRANCE-IN2P3-CC-T2",
        "NGI_IT-INFN-ROMA1", "NGI_IT-INFN-ROMA1-CMS", "NGI_IT-INFN-CATANIA",
        "NGI_IT-INFN-CATANIA-NEBULA", "NGI_UA-UA_ICMP_ARC", "NGI_CZ-prague_cesnet_lcg2",
        "NGI_CZ-prague_cesnet_lcg2_cert"}) {
    INFO(team);
    const std::string front = std::string("ea-") + team;
    CHECK(cream().read(front + "-EMI-1-CREAM-1.13.1-1.odt").team == team);
    CHECK(cream().read(base::lower(front) + "-cream-1.13.1_v2.odt").team == team);
    CHECK(cream().read(front + "-EMI-CREAM-1.13.1-7.odt").team == team);
    CHECK(cream().read(front + "-UMD-CREAM-1.13.1-1.odt").team == team);
  }
}

TEST_CASE("a name fits two teams: both are told with their right names") {
  const auto reading = cream().read("ea-NGI_UA-UA-BITP-ARC-CREAM-1.13.1-1.doc");
  CHECK(told(reading) == "ambiguous - [ambiguous] ");
  CHECK(reading.complaints[0].suggestions ==
        std::vector<std::string>{"ea-NGI_UA-UA_BITP_ARC-EMI-CREAM-1.13.1-1.doc",
                                 "ea-NGI_UA-UA-BITP-EMI-CREAM-1.13.1-1.doc"});
  const auto arc = rule_for("Staged Rollout ARC-0.8 glite-CREAM 1.6.4-0");
  CHECK(arc.read("report-ea-NGI_UA-UA_BITP_ARC-glite-CREAM-1.6.4-0.odt").team != "NGI_UA-UA-BITP");
}

TEST_CASE("a team that nobody knows is not its neighbour") {
  const Roster roster(std::vector<Team>{{"NGI_UA-UA-BITP", "UA-BITP"}, {"NGI_DE-LRZ", "LRZ"}});
  for (const char* title : {"Staged Rollout CA 1.38", "Staged Rollout EMI-1.0 CA 1.38"}) {
    const ReportRule rule(read_subject(title, naming).release, roster, naming);
    for (const char* team : {"NGI_UA-UA_BITP_ARC", "NGI_DE-LRZ-LMU", "NGI_CH-UA_BITP_ARC"})
      for (const char* words : {"-CA-1.38.doc", "-CA-1.39.doc", "-EMI-CA-1.38.pdf", "-WMS-1.38.odt",
                                "-EMI-CA-ce-1.38.odt", "-UMD-3-CA-1.38.doc"}) {
        const std::string name = std::string("ea-") + team + words;
        INFO(title << ": " << name);
        const auto reading = rule.read(name);
        INFO(told(reading));
        CHECK(reading.team.empty());
        CHECK(reading.verdict == Verdict::wrong);
      }
  }
}

TEST_CASE("where signs tell nothing, a stack's name behind a team may be that of a neighbour") {
  const Roster roster(std::vector<Team>{
      {"NGI_UA-UA-BITP", "UA-BITP"}, {"NGI_UA-UA_ICYB_ARC", "UA_ICYB_ARC"}, {"NGI_DE-LRZ", "LRZ"}});
  const ReportRule rule(read_subject("Staged Rollout CA 1.38", naming).release, roster, naming);
  for (const char* name : {"ea_NGI_UA_UA_BITP_ARC_CA_1.38.odt", "eA_ua_BitP_arC_CA_1.38.odt",
                           "ea NGI UA UA BITP ARC CA 1.38.odt"}) {
    INFO(name << ": " << told(rule.read(name)));
    CHECK(rule.read(name).team.empty());
    CHECK(rule.read(name).verdict == Verdict::wrong);
  }
  for (const char* name : {"ea_NGI_DE_LRZ_ARC_0.8_CA_1.38.odt", "ea_NGI_DE_LRZ_ARC_CA_1.38.odt",
                           "ea NGI_DE LRZ EMI CA 1.38.odt", "ea NGI DE LRZ UMD 4 CA 1.38.odt"})
    CHECK(told(rule.read(name)) ==
          "deviation NGI_DE-LRZ [extra_stack signs] ea-NGI_DE-LRZ-CA-1.38.odt");
  CHECK(told(rule.read("ea-NGI_DE-LRZ-ARC-CA-1.38.odt")) ==
        "deviation NGI_DE-LRZ [extra_stack] ea-NGI_DE-LRZ-CA-1.38.odt");
  CHECK(rule_for("Staged Rollout CA 1.38").read("ea_NGI_UA_UA_BITP_ARC_CA_1.38.odt").team ==
        "NGI_UA-UA_BITP_ARC"); // where it is a site, that needs less
}

TEST_CASE("a stack that nobody knows is no piece of a team's name") {
  for (const char* stack : {"FOO-1", "EMI1", "EMI1.0", "UMD4", "gLite3.2", "EGI-1", "EML-1.0",
                            "EML", "OperationalTools-1", "CMD-OS1"}) {
    const auto reading =
        cream().read(std::string("ea-NGI_IT-INFN-T1-") + stack + "-CREAM-1.13.1-1.doc");
    INFO(stack << ": " << told(reading));
    CHECK(told(reading) == "wrong NGI_IT-INFN-T1 [stack] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
    CHECK(reading.complaints.at(0).text == stack);
  }
  // A word that may as well belong to a site that nobody knows.
  const auto lmx = cream().read("ea-NGI_DE-LRZ-LMX-CREAM-1.13.1-1.doc");
  CHECK(told(lmx) == "wrong - [team no_stack component] ");
}

TEST_CASE("of two teams that explain a wrong name alike none is named") {
  const auto caso = rule_for("Staged Rollout caso 1.2.0");
  for (const char* name : {"ea-NGI_FRANCE-IN2P3-CC-T2-1.2.0.doc", "ea-NGI_DE-LRZ-LMU-1.2.0.doc",
                           "ea-LRZ-LMU-1.2.0.doc", "ea-Russia-RRC-KI-T1-1.2.0.doc"}) {
    const auto reading = caso.read(name);
    INFO(name << ": " << told(reading));
    CHECK(reading.verdict == Verdict::wrong);
    CHECK(reading.team.empty());
    CHECK(reading.complaints.at(0).suggestions.size() == 2);
  }
}

TEST_CASE("the longest team that stands in a wrong name is meant, where it explains as much") {
  for (const char* team : {"NGI_DE-LRZ-LMU", "NGI_IT-INFN-ROMA1-CMS", "Russia-RRC-KI-T1"})
    for (const auto& [words, flaw] :
         {std::pair("-EMI-nonsense-1.13.1-1", "component"), std::pair("-EMI-CREAM-9.9", "version"),
          std::pair("-FOO-1-CREAM-1.13.1-1", "stack")}) {
      INFO(team << words);
      CHECK(told(cream().read(std::string("ea-") + team + words + ".doc")) ==
            std::string("wrong ") + team + " [" + flaw + "] ea-" + team +
                "-EMI-CREAM-1.13.1-1.doc");
    }
}

TEST_CASE("a wrong word is told of a team in whatever signs its name is written") {
  const std::string right = "ea-AfricaArabia-ZA-CHPC-EMI-CREAM-1.13.1-1.doc";
  for (const char* name : {"ea-AfricaArabia-ZA-CHPC-UMD-9-CREAM-1.13.1-1.doc",
                           "ea_AfricaArabia_ZA_CHPC_UMD_9_CREAM_1.13.1_1.doc",
                           "ea AfricaArabia ZA CHPC UMD 9 CREAM 1.13.1 1.doc",
                           "ea AfricaArabia ZA-CHPC UMD-9 CREAM 1.13.1-1.doc"}) {
    INFO(name << ": " << told(cream().read(name)));
    CHECK(told(cream().read(name)) == "wrong AfricaArabia-ZA-CHPC [stack] " + right);
  }
  CHECK(told(cream().read("ea-NGI-IT-INFN-T1-EMI-CREAM-9.9.doc")) ==
        "wrong NGI_IT-INFN-T1 [version] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  const auto condor = rule_for("Staged Rollout UMD-4 condor 9.0.1");
  CHECK(told(condor.read("ea-AfricaArabia-ZA-CHPC-EMI-1-python3-condor-8.8.8.doc")) ==
        "wrong AfricaArabia-ZA-CHPC [component version stack] "
        "ea-AfricaArabia-ZA-CHPC-UMD-condor-9.0.1.doc");
}

TEST_CASE("each wrong word of a name is told as what it is") {
  CHECK(told(cream().read("ea-NGI_IT-INFN-T1-EMI-voms-v2.0.7.doc")) ==
        "wrong NGI_IT-INFN-T1 [component version] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(cream().read("ea-NGI_IT-INFN-T1-EMI-voms-v2.0.7.doc").complaints.at(1).text == "v2.0.7");
  CHECK(told(cream().read("summary-EMI.doc")) ==
        "wrong - [component version] summary-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("summary-EMI-CREAM-1.13.1-1-NGI_IT-INFN-T9.doc")) ==
        "wrong - [team] summary-EMI-CREAM-1.13.1-1.doc");
  const auto front = cream().read("summary-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(front) == "wrong - [prefix] summary-EMI-CREAM-1.13.1-1.doc");
  CHECK(front.complaints.at(0).suggestions ==
        std::vector<std::string>{"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc",
                                 "summary-EMI-CREAM-1.13.1-1.doc"});
  for (const char* name :
       {"report-ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc",
        "ea-ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "eea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc",
        "report-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc"}) {
    INFO(name);
    CHECK(told(cream().read(name)) ==
          "wrong NGI_IT-INFN-T1 [prefix] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  }
}

TEST_CASE("what makes a name wrong in every reading makes it no ambiguous one") {
  CHECK(rule_for("Staged Rollout CA 1.38").read("ea-NGI_UA-UA-BITP-ARC-CA-1.38.doc.exe").verdict ==
        Verdict::wrong);
  CHECK(read_report_name("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf", all_teams(), naming).verdict ==
        Verdict::wrong);
}

TEST_CASE("another release is no revision of a report") {
  for (const char* end : {"-r2", "-rev 2", "_ver2", "-version-3"})
    CHECK(told(cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1" + std::string(end) + ".odt")) ==
          "wrong NGI_IT-INFN-T1 [version] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt");
  CHECK(rule_for("Staged Rollout x 1.0-r2").read("ea-NGI_IT-INFN-T1-x-1.0-r3.doc").verdict ==
        Verdict::wrong);
  for (const char* end : {"_v2", "-final", " (1)", "-1-r2", "-1_rev3"}) {
    INFO(end);
    CHECK(cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1" + std::string(end) + ".odt").verdict ==
          Verdict::deviation);
  }
}

TEST_CASE("the team of a pattern that was filled in by half is known") {
  CHECK(told(cream().read("ea-NGI_IT-INFN-T1-<MW stack>-CREAM-1.13.1-1.doc")) ==
        "wrong NGI_IT-INFN-T1 [unfilled] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  for (const char* other : {"ea-logo.png", "ea-hosts.txt", "ea-newsletter.pdf"})
    CHECK(cream().read(other).verdict == Verdict::not_a_report);
}

TEST_CASE("only the whole of a stack's number, or that without .0, is its") {
  const auto glite = rule_for("Staged Rollout gLite-3.2 glite-CREAM 1.6.4-0 SL5 x86_64");
  CHECK(told(glite.read("ea-NGI_IT-INFN-T1-gLite-3-glite-CREAM-1.6.4-0.odt")) ==
        "deviation NGI_IT-INFN-T1 [stack_form] ea-NGI_IT-INFN-T1-gLite-glite-CREAM-1.6.4-0.odt");
  CHECK(cream().read("ea-NGI_IT-INFN-T1-EMI-1-CREAM-1.13.1-1.doc").verdict == Verdict::exact);
}

TEST_CASE("words of a title that cannot stand in a file's name make no name") {
  for (const char* title :
       {"Staged Rollout EMI-1.0 ../../etc 1.0", "Staged Rollout EMI-1.0 C/D 1.0",
        "Staged Rollout EMI-1.0 C\\D 1.0", "Staged Rollout EMI-1.0 CREAM 1.0/2"}) {
    INFO(title);
    CHECK(read_subject(title, naming).verdict == SubjectReading::Verdict::deviation);
    CHECK(rule_for(title).name_for("NGI_IT-INFN-T1") == "");
  }
}

TEST_CASE("a title's own stack is right in names, though nobody knows it") {
  const auto rule = rule_for("Staged Rollout FOO-1 CREAM 1.13.1-1 SL5");
  for (const char* name :
       {"ea-NGI_IT-INFN-T1-FOO-1-CREAM-1.13.1-1.doc", "ea-NGI_IT-INFN-T1-FOO-CREAM-1.13.1-1.doc"})
    CHECK(told(rule.read(name)) == "exact NGI_IT-INFN-T1 [] " + std::string(name));
  CHECK(told(rule.read("ea-NGI_IT-INFN-T1-CREAM-1.13.1-1.doc")) ==
        "deviation NGI_IT-INFN-T1 [no_stack] ea-NGI_IT-INFN-T1-FOO-CREAM-1.13.1-1.doc");
}

TEST_CASE("an NGI's name alone is no site that is called as the NGI is") {
  for (const char* ngi : {"NGI_IT", "NGI_IL", "ngi-it", "NGI_DE"})
    for (const char* words :
         {"-EMI-CREAM-1.13.1-1.doc", "-CREAM-1.13.1.doc", "-EMI-WMS-1.13.1-1.doc",
          "-UMD-CREAM-1.13.1-1.doc", "-EMI-CREAM-1.13.1-1.pdf"}) {
      INFO(ngi << words);
      const auto reading = cream().read(std::string("ea-") + ngi + words);
      INFO(told(reading));
      CHECK(reading.verdict == Verdict::wrong);
      CHECK(reading.team.empty());
      CHECK(flaws(reading).find("team") != std::string::npos);
    }
  const auto alone = cream().read("ea-NGI_IT-EMI-CREAM-1.13.1-1.doc");
  CHECK(sentence(alone.complaints[0]) ==
        "No team has this name. It says NGI_IT where NGI_IT-<Site> should stand.");
  CHECK(alone.complaints[0].suggestions.empty()); // of dozens none is nearer
  CHECK(cream().read("ea-NGI_SI-EMI-CREAM-1.13.1-1.doc").complaints[0].suggestions ==
        std::vector<std::string>{"ea-NGI_SI-ARNES-EMI-CREAM-1.13.1-1.doc",
                                 "ea-NGI_SI-SiGNET-EMI-CREAM-1.13.1-1.doc"});
  CHECK(cream().read("ea-NGI_IT-INFNT1-EMI-CREAM-1.13.1-1.doc").complaints[0].suggestions ==
        std::vector<std::string>{"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc"});
  CHECK(told(cream().read("ea-NGI_IT-INFN-T1.doc")) ==
        "wrong NGI_IT-INFN-T1 [component version no_stack] "
        "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("ea-NGI_DE-NGI_IT-EMI-CREAM-1.13.1-1.doc")) ==
        "wrong NGI_IT-NGI_IT [other_ngi] ea-NGI_IT-NGI_IT-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(rule_for("Staged Rollout CA 1.38").read("ea-NGI_IT-CA-1.38.doc")) ==
        "wrong - [team] ");
}

TEST_CASE("every name that is no team's is told with its remedy") {
  CHECK(told(cream().read("ea-.doc")) == "wrong - [team] ");
  CHECK(told(cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM.doc")) ==
        "wrong NGI_IT-INFN-T1 [version] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("ea-NGI_IT-INFN-T1-UMD-WMS-1.13.1-1.doc")) ==
        "wrong NGI_IT-INFN-T1 [component stack] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  const auto pdf = cream().read("ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf");
  CHECK(pdf.complaints[0].suggestions ==
        std::vector<std::string>{"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc"});
  const auto ext = rule_for("Staged Rollout OpsTools-1.0 fts3-ext 3.3.1");
  CHECK(told(ext.read("ea-NGI_IT-INFN-T1-OpsTools-fts3-ext.odt")) ==
        "wrong NGI_IT-INFN-T1 [version] ea-NGI_IT-INFN-T1-OpsTools-fts3-ext-3.3.1.odt");
  CHECK(told(cream().read("report-ea-NGI_IT-Nowhere-EMI-CREAM-0.1.doc")).starts_with("wrong - "));
}

TEST_CASE("two sites of one name: none is chosen") {
  const ReportRule rule(read_subject("Staged Rollout CA 1.38", naming).release,
                        Roster(std::vector<Team>{{"NGI_A-GRID", "GRID"}, {"NGI_B-GRID", "GRID"}}),
                        naming);
  const auto reading = rule.read("ea-GRID-CA-1.38.doc");
  CHECK(reading.verdict == Verdict::ambiguous);
  CHECK(reading.team.empty());
  CHECK(reading.readings.size() == 2);
  CHECK(rule.read("ea-NGI_B-GRID-CA-1.38.doc").verdict == Verdict::exact);
}

TEST_CASE("without a list every well-formed team is known") {
  const ReportRule rule(read_subject("Staged Rollout EMI-1.0 CREAM 1.13.1-1", naming).release,
                        Roster::anyone(), naming);
  CHECK(told(rule.read("ea-NGI_XY-My-Site-EMI-1.0-CREAM-1.13.1-1.doc")) ==
        "exact NGI_XY-My-Site [] ea-NGI_XY-My-Site-EMI-1.0-CREAM-1.13.1-1.doc");
  CHECK(told(rule.read("ea-NGI_XY-My_Site-emi-cream-1.13.1_v2.doc")) ==
        "deviation NGI_XY-My_Site [copy_mark no_release case] "
        "ea-NGI_XY-My_Site-EMI-CREAM-1.13.1-1.doc");
  CHECK(rule.read("ea-NGI_XY-My-Site-UMD-3-CREAM-1.13.1-1.doc").verdict == Verdict::wrong);
}

TEST_CASE("every team, product and stack makes a name that is read back, and no two are one") {
  const auto products = table("products.tsv");
  REQUIRE(products.size() == 861);
  REQUIRE(all_teams().teams().size() == 339);
  std::mt19937 random(861); // NOLINT: the same sample in every run
  for (int round = 0; round < 60; ++round) {
    const auto& product = products[random() % products.size()];
    for (const auto& [stack, major] :
         {std::pair("EMI", "1.0"), std::pair("UMD", "4"), std::pair("CMD-ONE", "1"),
          std::pair("", ""), std::pair("Operational Tools", "1")}) {
      const ReportRule rule({stack, major, product[0], product[1], "", ""}, all_teams(), naming);
      for (std::size_t i = random() % 7; i < all_teams().teams().size(); i += 7) {
        const auto& team = all_teams().teams()[i].name;
        const auto name = rule.name_for(team, "odt");
        const auto reading = rule.read(name);
        if (reading.verdict != Verdict::exact || reading.team != team || reading.expected != name)
          FAIL(name << ": " << told(reading));
        const auto small = rule.read(base::lower(name));
        if (small.team != team)
          FAIL(base::lower(name) << ": " << told(small));
      }
    }
  }
}

TEST_CASE("without a ticket all readings are told") {
  const auto read = [](const char* name) {
    const auto out = read_report_name(name, all_teams(), naming);
    std::string text = to_word(out.verdict);
    for (const auto& one : out.readings)
      text += " " + one.team + "|" + one.stack + "|" + one.component + "|" + one.version;
    return text;
  };
  CHECK(read("ea-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1-1.doc") ==
        "exact NGI_IT-INFN-T1|EMI-1.0|CREAM|1.13.1-1");
  CHECK(read("ea-NGI_FRANCE-IN2P3-CC-T2-UMD-4-cvmfs-2.9.2.docx") ==
        "exact NGI_FRANCE-IN2P3-CC-T2|UMD-4|cvmfs|2.9.2");
  CHECK(read("ea-NGI_FRANCE-IN2P3-CC-T2-cvmfs-2.9.2.docx") ==
        "ambiguous NGI_FRANCE-IN2P3-CC||T2-cvmfs|2.9.2 NGI_FRANCE-IN2P3-CC-T2||cvmfs|2.9.2");
  CHECK(read("ea-NGI_DE-FZK-LCG2-arc-ce-1.2.odt") == "exact NGI_DE-FZK-LCG2||arc-ce|1.2");
  CHECK(read("ea-NGI_DE-FZK-LCG2-UMD-4-globus-gridftp-32-7.1.odt") ==
        "exact NGI_DE-FZK-LCG2|UMD-4|globus-gridftp-32|7.1");
  CHECK(read("summary-UMD-4-htcondor-ce-5.1.3.odt") == "exact |UMD-4|htcondor-ce|5.1.3");
  CHECK(read("ea-NGI_XX-Nowhere-UMD-4-cvmfs-2.9.2.docx") == "wrong");
  CHECK(read("holiday.jpg") == "not_a_report");
}

TEST_CASE("without a ticket harmless repairs are found, and what is wrong is told as it is") {
  const auto read = [](const std::string& name) {
    return told(read_report_name(name, all_teams(), naming));
  };
  const std::string right = "NGI_IT-INFN-T1";
  const std::string voms = " ea-NGI_IT-INFN-T1-EMI-1-voms-2.0.7.doc";
  for (const auto& [name, flaws] :
       {std::pair("ea-ngi_it-infn-t1-EMI-1-voms-2.0.7.doc", "case"),
        std::pair("ea_NGI_IT_INFN_T1_EMI_1_voms_2.0.7.doc", "signs"),
        std::pair("ea NGI_IT INFN-T1 EMI-1 voms 2.0.7.doc", "signs"),
        std::pair("ea-NGI-IT-INFN-T1-EMI-1-voms-2.0.7.doc", "signs"),
        std::pair("ea-INFN-T1-EMI-1-voms-2.0.7.doc", "no_ngi"),
        std::pair("ea-NGI_IT-INFN-T1-EMI-1-voms-2.0.7 (1).doc", "copy_mark")}) {
    INFO(name);
    CHECK(read(name) == "deviation " + right + " [" + flaws + "]" + voms);
  }
  CHECK(read("ea-ngi_it-infn-t1-emi-cream-1.13.1-1.doc") ==
        "deviation NGI_IT-INFN-T1 [case] ea-NGI_IT-INFN-T1-emi-cream-1.13.1-1.doc");
  CHECK(read("Summary EMI-1.0 CREAM 1.13.1-1.DOC") ==
        "deviation - [case signs] summary-EMI-1.0-CREAM-1.13.1-1.doc");
  CHECK(read("summary-EMI-1.0-CREAM-1.13.1-1-NGI_IT-INFN-T1.doc") ==
        "deviation - [extra_team] summary-EMI-1.0-CREAM-1.13.1-1.doc");
  CHECK(read("ea-NGI_IT-INFN-T1.doc") == "wrong - [no_version] ");
  CHECK(read("ea-NGI_IT-INFN-T1-EMI-CREAM.doc") == "wrong - [no_version] ");
  CHECK(read("ea-<NGI>-<Site>-EMI-CREAM-1.13.1-1.doc") == "wrong - [unfilled] ");
  CHECK(read("ea_NGI_IT_INFN_T1_EMI_1_SE_DPM_mysql_1.8.0_1.doc") ==
        "deviation NGI_IT-INFN-T1 [signs] ea-NGI_IT-INFN-T1-EMI-1-SE-DPM-mysql-1.8.0-1.doc");
  CHECK(read("ea-NGI_IT-NGI_IT-UMD-4-cvmfs-2.9.2.docx").starts_with("exact"));
  CHECK(read("ea-NGI_UA-UA-BITP-ARC-CA-1.38.doc").starts_with("ambiguous - "));
}
