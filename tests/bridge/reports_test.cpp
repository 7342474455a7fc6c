// SPDX-License-Identifier: Apache-2.0
// Report files from every door: in a mail, in a reply typed in RT's page, in a mail that is held
// until a manager releases it (R30). The stories tell what is said to whom.
#include "base/base64.hpp"
#include "bridge/house.hpp"
#include "bridge/outgoing.hpp"
#include "documents/samples.hpp"
#include "rollout/notes.hpp"
#include "store/ledger.hpp"

namespace {

using Values = std::vector<std::string>;

const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx";
const std::string content = documents_test::docx(documents_test::paragraph(documents_test::honest));

// A mail of `text` and one file.
std::string with_file(const std::string& from, const std::string& text, const std::string& name,
                      const std::string& id, const std::string& more = {},
                      const std::string& bytes = content) {
  return reply(from,
               "--b\nContent-Type: text/plain\n\n" + text +
                   "\n--b\nContent-Type: application/octet-stream\nContent-Disposition: "
                   "attachment; filename=\"" +
                   name + "\"\nContent-Transfer-Encoding: base64\n\n" + base::encode_base64(bytes) +
                   "\n--b--",
               id, more + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n");
}

struct ReportHouse : House {
  ReportHouse() {
    rt.tickets.at(4711).fields["EA Accepted"] = {infn};
    rt.tickets.at(4711).fields["Reports"] = {};
    rt.tickets.at(4711).fields["Rollout Status"] = {};
  }
  std::string status() {
    const auto lines = field("Rollout Status");
    return lines.empty() ? "" : lines.front();
  }
  bool shows(const std::string& words) { return status().find(words) != std::string::npos; }
};

} // namespace

TEST_CASE("a report that is attached in RT's page is taken as one that came by mail") {
  ReportHouse house;
  const std::string text = GENERATE("", "<p>Our report.</p>");
  house.said(601, anna, text, page_headers, "Correspond", {{right, content}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.shows("Report of " + infn + ": " + right));
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.post.sent[0].to == anna);
  CHECK(house.letter(0).subject.find("report of " + infn + " taken") != std::string::npos);
  house.sweep(); // sees the same reply
  CHECK(house.post.sent.size() == 1);
  CHECK(house.notes("reports came") == 1);
  CHECK(house.notes("a draft of the summary") == 1);
}

TEST_CASE("a command and a file in RT's page make one letter") {
  ReportHouse house;
  house.rt.tickets.at(4711).fields["EA Accepted"] = {};
  house.said(601, anna, "<p>accept " + infn + "</p>", page_headers, "Correspond",
             {{right, content},
              {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-2.docx",
               documents_test::docx(documents_test::paragraph("another one"))}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{infn});
  CHECK(house.field("Reports") == Values{right});
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).subject.find("1 answer recorded, 1 report taken, 1 problem") !=
        std::string::npos);
}

TEST_CASE("a file too large to look into is taken by its name alone, and that is told") {
  ReportHouse house;
  house.said(601, anna, "", page_headers, "Correspond", {{right, std::nullopt}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.note("reports came").find("content not inspected") != std::string::npos);
  CHECK(house.letter(0).plain->find("too large to be looked into") != std::string::npos);
}

TEST_CASE("the mail that RT gives back with its report is no second report") {
  ReportHouse house;
  house.arrives(with_file(anna, "Our report.", right, "r1@infn"));
  CHECK(house.works() == 0);
  REQUIRE(house.rt.relayed.size() == 1);
  house.said(601, anna, "<p>Our report.</p>",
             "From: " + anna +
                 "\nX-RT-Interface: Email\nX-Rollout-Relay: " + house.rt.relayed[0].cause,
             "Correspond", {{right, content}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.post.sent.size() == 1);
  CHECK(house.notes("reports came") == 1);
  CHECK(house.notes("a draft of the summary") == 1);
}

TEST_CASE("a report in a mail that is held counts when a manager releases it, and once") {
  ReportHouse house;
  house.settings.authserv_ids = {"mx.example.test"};
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" +
                with_file(anna, "Our report.", right, "r1@infn"));
  CHECK(house.works() == 0);
  CHECK(house.field("Reports").empty());
  house.said(602, manager, "<p>release " + house.held_id() + "</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.shows("Report of " + infn));
}

TEST_CASE("a report that is released after a newer one came does not take its place") {
  ReportHouse house;
  house.settings.authserv_ids = {"mx.example.test"};
  house.settings.policy.unauthenticated = rollout::Unproved::hold;
  const std::string older = "ea-NGI_IT-INFN-T1-EMI-1.0-CREAM-1.13.1-1.docx";
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" +
                with_file(anna, "Our report.", older, "r1@infn"));
  CHECK(house.works() == 0);
  house.now += std::chrono::hours{24};
  house.arrives("Authentication-Results: mx.example.test; dmarc=pass\n" +
                with_file(anna, "A new one.", right, "r2@infn", {},
                          documents_test::docx(documents_test::paragraph("A new one."))));
  CHECK(house.works() == 0);
  CHECK(house.note("reports came").find("took " + right) != std::string::npos);
  house.now += std::chrono::hours{24};
  house.said(602, manager, "<p>release " + house.held_id() + "</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right, older});
  CHECK(house.shows("Report of " + infn + ": " + right));
  CHECK_FALSE(house.shows(older));
  CHECK(house.rt.comments.back().text.find("A newer one counts") != std::string::npos);
}

TEST_CASE("a report in a mail that RT refuses is not on the ticket, and that is told") {
  ReportHouse house;
  house.rt.fail_next(base::Fault::refused, 1);
  house.arrives(with_file(anna, "Our report.", right, "r1@infn"));
  house.works();
  CHECK(house.field("Reports").empty());
  CHECK(house.shows("Held: " + right));
  CHECK(house.shows("RT did not take the mail"));
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).plain->find("not on the ticket") != std::string::npos);
}

TEST_CASE("names in other capitals stand in the field once, as they were sent last") {
  ReportHouse house;
  std::string small = right;
  std::transform(small.begin(), small.end(), small.begin(), ::tolower);
  house.said(601, anna, "", page_headers, "Correspond", {{small, content}});
  house.hook(601);
  CHECK(house.works() == 0);
  house.said(602, anna, "", page_headers, "Correspond", {{right, content + " "}});
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
}

TEST_CASE("what a program sends is no report, whatever it is called") {
  ReportHouse house;
  house.arrives(with_file(anna, "I am away.", right, "r1@infn", "Auto-Submitted: auto-replied\n"));
  CHECK(house.works() == 0);
  CHECK(house.field("Reports").empty());
  CHECK(house.post.sent.empty());
}

TEST_CASE("whichever call to RT fails once, a report ends the same") {
  const int call = GENERATE(range(0, 25));
  ReportHouse house;
  house.rt.fail_next(base::Fault::temporary, 1, call);
  house.arrives(with_file(anna, "Our report.", right, "r1@infn"));
  for (int i = 0; i < 4; ++i) {
    house.works();
    house.now += std::chrono::hours{1};
  }
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.shows("Report of " + infn + ": " + right));
  CHECK(house.notes("reports came") == 1);
  CHECK(house.notes("a draft of the summary") == 1);
  CHECK(house.post.sent.size() == 1);
}

TEST_CASE("a manager's report under a wrong name is held and answered as anybody's") {
  for (const char* name :
       {"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.pdf",
        "report-ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.odt",
        "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc.exe", "ea-<NGI>-<Site>-EMI-CREAM-1.13.1-1.odt"}) {
    ReportHouse house;
    house.arrives(with_file(manager, "Here is what they sent me.", name, "w1@example.test"));
    CHECK(house.works() == 0);
    INFO(name);
    CHECK(house.shows("Held: "));
    CHECK(house.post.sent.size() == 1);
  }
  ReportHouse house;
  house.arrives(with_file(manager, "Our logo.", "logo.png", "w2@example.test"));
  CHECK(house.works() == 0);
  CHECK(house.post.sent.empty());
}

TEST_CASE("the bytes of a report that counts are not held under another name") {
  ReportHouse house;
  for (const char* name : {right.c_str(), "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-2.docx",
                           "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1 (1).docx"}) {
    house.arrives(with_file(anna, "Our report.", name,
                            "b" + std::string(name).substr(30, 9) + "@infn.example.test"));
    CHECK(house.works() == 0);
  }
  CHECK(house.field("Reports") == Values{right});
  CHECK_FALSE(house.shows("Held: "));
  REQUIRE(house.post.sent.size() == 3);
  CHECK(house.letter(1).plain->find("counts") != std::string::npos);
}

TEST_CASE("a draft for a ticket that RT does not show any more is lost, and parks nothing") {
  ReportHouse house;
  rollout::Summary summary;
  summary.file = "summary-EMI-CREAM-1.13.1-1.odt";
  summary.at = house.now;
  const rollout::AttachSummary attach{{{4711}, "[rollout-bridge 0a] a draft", "text"}, summary};
  REQUIRE(store::put(
      house.database, store::Which::outbox,
      bridge::to_item({"4711/summary/1", rollout::rt_lane({4711}), attach}, house.now), house.now));
  house.rt.fail_next(base::Fault::not_found, 1);
  CHECK(house.works() == 0);
  CHECK(store::remembered(house.database, "note_lost", attach.note.subject).value().size() == 1);
}
