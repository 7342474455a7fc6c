// SPDX-License-Identifier: Apache-2.0
#include "rollout/attached.hpp"

#include <catch2/catch.hpp>

using rollout::is_named_as_report;
using rollout::may_be_report;

TEST_CASE("attached: off a rollout a report is a document with a version in its name") {
  for (const char* name :
       {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "EA_NGI_IT_INFN_T1 1.8.0.ODT",
        "Copy of ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1 (1).docx",
        "C:\\reports\\summary-EMI-CREAM-1.13.1-1.docx"}) {
    CAPTURE(name);
    CHECK(is_named_as_report(name));
    CHECK(may_be_report(name));
  }
  for (const char* name :
       {"EA newsletter.pdf", "EA newsletter.docx", "Summary of the week.pdf",
        "Summary of the week.docx", "minutes-ea-2026.docx", "idea-1.docx", "",
        "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf", "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1"}) {
    CAPTURE(name);
    CHECK_FALSE(is_named_as_report(name));
  }
}

TEST_CASE("attached: on a rollout the rule for names is asked about whatever may be one") {
  for (const char* name : {"minutes.docx", "report.doc", "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf",
                           "summary-EMI-CREAM-1.13.1-1", "our-ea-report.txt"})
    CHECK(may_be_report(name));
  for (const char* name : {"photo.png", "notes.pdf", ""})
    CHECK_FALSE(may_be_report(name));
}
