// SPDX-License-Identifier: Apache-2.0
// A paper with one of each block, as a summary of a rollout might be.
#pragma once

#include "documents/paper.hpp"

namespace documents_test {

inline documents::Paper sample_paper() {
  using namespace documents;
  Paper paper{"Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64", {}};
  paper.blocks = {
      Paragraph{{{"Ticket "},
                 {"#4711", "https://rt.example.test/Ticket/Display.html?id=4711&full=1"},
                 {", exposed 2026-11-21 to 2026-11-28 (7 days)."}}},
      Heading{"Reports"},
      Paragraph{{{"Two of three teams have sent a report. What a team recommends is read in its "
                  "report; the outcome is for the rollout managers to decide, and this paper is a "
                  "draft of theirs."}}},
      Table{{"Team", "Answer", "Report", "Recommends", "Remarks"},
            {{"NGI_IT-INFN-T1", "accepted", "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt", "ACCEPT",
              "Upgraded with yum & yaim; 12,000 jobs in 7 days without a fault of CREAM's."},
             {"NGI_IBERGRID-CIEMAT-LCG2", "accepted",
              "ea-NGI_IBERGRID-CIEMAT-LCG2-EMI-CREAM-1.13.1-1.docx", "REJECT",
              "The info provider <slapd> must be restarted each night."},
             {"NGI_UK-UKI-LT2-QMUL", "no answer yet"}}},
      Heading{"GGUS tickets", 2},
      Bullets{{{{{"GGUS 84509", "https://ggus.eu/?mode=ticket_info&ticket_id=84509"},
                 {", named by NGI_IT-INFN-T1"}}},
               {{{"", "https://ggus.eu/?mode=ticket_info&ticket_id=84510"}}}}},
      Heading{"Figures of each day", 2},
      Table{{"Day", "Jobs", "Failed"}, {}}};
  auto& days = std::get<Table>(paper.blocks.back()).rows;
  for (int day = 1; day <= 60; ++day)
    days.push_back({std::to_string(day), std::to_string(day * 40), "0"});
  paper.blocks.emplace_back(Heading{"Outcome", 3});
  paper.blocks.emplace_back(Paragraph{{{"Not set yet."}}});
  return paper;
}

} // namespace documents_test
