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
