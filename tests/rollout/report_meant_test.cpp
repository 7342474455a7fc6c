// SPDX-License-Identifier: Apache-2.0
// Which files are meant as reports at all.
#include "rollout/report_names.hpp"

#include <catch2/catch.hpp>

using namespace report_names;

TEST_CASE("what is no report is left alone") {
  for (const char* name : {"image001.png", "smime.p7s", "logs.tar.gz", "CREAM.doc", "", ".doc",
                           "invitation.ics", "report.docx", "..", "/"}) {
    INFO(name);
    const auto reading = cream().read(name);
    CHECK(reading.verdict == Verdict::not_a_report);
    CHECK_FALSE(reading.kind.has_value());
    CHECK(reading.complaints.empty());
  }
}

TEST_CASE("what lies beside a report is none, though it names the release") {
  for (const char* name : {"emi-cream-1.13.1-1.rpm", "install-EMI-CREAM-1.13.1-1.log",
                           "EMI-CREAM-1.13.1-1", "cream-EMI-1.0-CREAM-1.13.1.tar.gz"}) {
    INFO(name << ": " << told(cream().read(name)));
    CHECK(cream().read(name).verdict == Verdict::not_a_report);
  }
  const ReportRule anyone(cream().release(), Roster::anyone(), naming);
  CHECK(anyone.read("install-EMI-CREAM-1.13.1-1.log").verdict == Verdict::not_a_report);
  // A document, a team in front, or "ea-" inside, is meant.
  CHECK(told(cream().read("INFN-T1-EMI-CREAM-1.13.1-1.doc")) ==
        "wrong NGI_IT-INFN-T1 [prefix no_ngi] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.log")) ==
        "wrong NGI_IT-INFN-T1 [extension prefix] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("INFN-T1-EMI-CREAM-1.13.1-1.pdf")) ==
        "wrong NGI_IT-INFN-T1 [extension prefix no_ngi] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(cream().read("report-ea-INFN-T1-EMI-CREAM-1.13.1-1.pdf")) ==
        "wrong NGI_IT-INFN-T1 [extension prefix no_ngi] ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc");
  CHECK(told(anyone.read("NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc")) == "wrong - [prefix] ");
}

TEST_CASE("a name that only begins as a report's or a summary's is none") {
  for (const char* name :
       {"Summary of tests.pdf", "summary of the meeting.docx", "summary_2011-05-12.doc",
        "summary-.doc", "Summary-final.odt", "EA newsletter.pdf", "ea newsletter.doc",
        "ea_list.xls", "EA meeting 12.05.2011.docx", "summary 12.05.2011.docx"}) {
    INFO(name << ": " << told(cream().read(name)));
    CHECK(cream().read(name).verdict == Verdict::not_a_report);
    CHECK_FALSE(cream().read(name).kind.has_value());
    CHECK(cream().read(name).complaints.empty());
  }
  // Anything of a release, a team, the pattern, or the sign of the rule itself, is meant.
  for (const char* name :
       {"Summary of CREAM.doc", "summary EMI.doc", "summary 1.13.1.doc", "summary-WMS-3.3.doc",
        "summary-<stack>-<component>-<version>.doc", "ea CREAM.doc", "ea nowhere EMI.doc",
        "ea INFN-T1.doc", "ea NGI_IT INFN T1 newsletter.pdf", "ea-newsletter.doc",
        "ea <NGI> <Site>.doc", "ea nowhere 1.13.1-1.doc"}) {
    INFO(name << ": " << told(cream().read(name)));
    CHECK(cream().read(name).verdict == Verdict::wrong);
  }
}
