// SPDX-License-Identifier: Apache-2.0
// The document that a rollout names: what is wrong with it, and what is owed once.
#include "rollout/document.hpp"

#include <catch2/catch.hpp>

using namespace rollout;

namespace {

const auto now = base::from_unix(1'795'428'000);
const std::string report = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc";
const std::string right = "Staged rollout EMI CREAM 1.13.1-1";
const std::string page = "https://documents.egi.eu/document/254";

struct Desk {
  Policy policy;
  Ticket ticket{{4711},
                "staged-rollout",
                "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
                "open",
                {{"Document ID", {"254"}}}};
  Memory memory;

  explicit Desk(bool check = true) { policy.documents.check = check; }
  void names(const std::string& value) { ticket.fields["Document ID"] = {value}; }
  void shows(const std::string& title, std::vector<std::string> files) {
    memory.document = DocumentSeen{254, true, title, std::move(files), now};
  }
  void shows_nothing() { memory.document = DocumentSeen{254, false, "", {}, now}; }
  void took(const std::string& name, const std::string& team, const std::string& expected = "") {
    Filed filed;
    filed.name = name;
    filed.taken = true;
    filed.team = team;
    filed.expected = expected;
    filed.at = now;
    memory.reports.push_back(filed);
  }
  Decision heeds() {
    Owing owing(ticket.id, "txn-1", policy);
    heed_document(ticket, policy, memory, owing);
    return owing.take();
  }
  std::vector<std::string> faults() const { return document_faults(ticket, memory, policy); }
  std::string lines() const { return document_status(ticket, memory, policy); }
};

template <class Deed> int count(const Decision& decision) {
  int out = 0;
  for (const auto& effect : decision.effects)
    out += std::holds_alternative<Deed>(effect.action) ? 1 : 0;
  return out;
}

std::string noted(const Decision& decision, const std::string& what) {
  std::string out;
  for (const auto& note : decision.notes)
    if (note.what == what)
      out += "[" + note.about + "]";
  return out;
}

} // namespace

TEST_CASE("a number of a document is one to nine digits, and no zero") {
  for (const auto& [text, id] : {std::pair{"1", 1}, {" 254\n", 254}, {"999999999", 999'999'999}})
    CHECK(read_document_id(text) == id);
  for (const char* none :
       {"", "0", "-1", "+1", "254a", "25 4", "0x1", "1234567890", "1.0", "#254"}) {
    CAPTURE(none);
    CHECK_FALSE(read_document_id(none));
  }
}

TEST_CASE("what the server showed is written in words and read back") {
  for (const DocumentSeen& seen :
       {DocumentSeen{254, true, "A title", {"a.doc", "b c.odt"}, now},
        DocumentSeen{254, true, "", {}, now}, DocumentSeen{7, false, "", {}, now}}) {
    const auto read = read_document_seen(now, std::to_string(seen.id), to_words(seen));
    REQUIRE(read);
    CHECK(read->says_same(seen));
    CHECK(read->at == now);
  }
  const DocumentSeen tabs{254, true, "A\ttitle", {"a\tb"}, now};
  CHECK(read_document_seen(now, "254", to_words(tabs))->files == std::vector<std::string>{"a b"});
  CHECK_FALSE(read_document_seen(now, "254", ""));
  CHECK_FALSE(read_document_seen(now, "254", "there"));
  CHECK_FALSE(read_document_seen(now, "x", "missing"));
}

TEST_CASE("the right title is that of R36, with the stack alone or as the ticket has it") {
  Desk desk;
  CHECK(document_title(desk.ticket, desk.policy) == right);
  for (const char* good :
       {"Staged rollout EMI CREAM 1.13.1-1", "Staged Rollout EMI-1.0 CREAM 1.13.1-1",
        "staged  rollout emi cream 1.13.1-1 "}) {
    desk.shows(good, {});
    CAPTURE(good);
    CHECK(desk.faults().empty());
  }
  for (const char* bad :
       {"", "Staged rollout EMI CREAM 1.13.1", "Staged rollout CREAM 1.13.1-1",
        "Report on Staged rollout EMI CREAM 1.13.1-1", "Staged rollout UMD CREAM 1.13.1-1"}) {
    desk.shows(bad, {});
    CHECK(desk.faults() == std::vector<std::string>{"Document 254 is called '" + std::string(bad) +
                                                    "'; its title is to be '" + right + "'."});
  }
  desk.ticket.subject = "Something about CREAM"; // nobody knows what its title is to be
  CHECK(document_title(desk.ticket, desk.policy).empty());
  CHECK(desk.faults().empty());
}

TEST_CASE("a title without a stack wants none") {
  Desk desk;
  desk.ticket.subject = "Staged Rollout CREAM 1.13.1-1";
  CHECK(document_title(desk.ticket, desk.policy) == "Staged rollout CREAM 1.13.1-1");
}

TEST_CASE(
    "each report that was taken is to be in it, in any case, as sent or under its right name") {
  Desk desk;
  desk.took(report, "NGI_IT-INFN-T1");
  desk.took("Copy of x.odt", "NGI_UK-UKI-LT2-QMUL",
            "ea-NGI_UK-UKI-LT2-QMUL-EMI-CREAM-1.13.1-1.odt");
  desk.shows(right, {});
  CHECK(desk.faults() == std::vector<std::string>{"Document 254 lacks " + report +
                                                  ", Copy of x.odt, taken on this ticket."});
  desk.shows(right, {"EA-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.DOC",
                     "ea-NGI_UK-UKI-LT2-QMUL-EMI-CREAM-1.13.1-1.odt"});
  CHECK(desk.faults().empty());
  CHECK(desk.lines() == "Document 254: " + right + ", 2 files\n");
}

TEST_CASE("of a team that sent twice only the newest report is wanted") {
  Desk desk;
  desk.took("old.doc", "NGI_IT-INFN-T1");
  desk.took(report, "NGI_IT-INFN-T1");
  desk.shows(right, {report});
  CHECK(desk.faults().empty());
  CHECK(desk.lines() == "Document 254: " + right + ", 1 file\n");
}

TEST_CASE("what is not known is no fault") {
  Desk desk;
  CHECK(desk.faults().empty());
  CHECK(desk.lines() == "Document 254: https://documents.egi.eu has not shown it yet\n");
  desk.memory.document = DocumentSeen{7, false, "", {}, now}; // another one
  CHECK(desk.faults().empty());
  desk.names("");
  CHECK(desk.lines().empty());
  Desk nobody(false); // verifies
  nobody.shows_nothing();
  CHECK(nobody.faults().empty());
  CHECK(nobody.lines() == "Document 254: " + page + "\n");
}

TEST_CASE("without a check the link is owed at once, and once") {
  Desk desk(false);
  const auto first = desk.heeds();
  REQUIRE(first.effects.size() == 1);
  const auto& link = std::get<AddLink>(first.effects[0].action);
  CHECK(link.relation == "RefersTo");
  CHECK(link.target == page);
  CHECK(noted(first, "document_asked").empty()); // by nobody
  const auto second = desk.heeds();
  CHECK(second.effects.empty());
  CHECK(second.notes.empty());
}

TEST_CASE("with a check the link waits until the page is there") {
  Desk desk;
  const auto asked = desk.heeds();
  CHECK(asked.effects.empty());
  CHECK(noted(asked, "document_asked") == "[254]");
  CHECK(desk.heeds().notes.empty());
  desk.shows_nothing();
  CHECK(count<AddLink>(desk.heeds()) == 0);
  desk.shows(right, {});
  CHECK(count<AddLink>(desk.heeds()) == 1);
  CHECK(count<AddLink>(desk.heeds()) == 0);
}

TEST_CASE("one note for each change of what is wrong, and none when nothing is any more") {
  Desk desk;
  desk.took(report, "NGI_IT-INFN-T1");
  desk.heeds();
  desk.shows("x", {});
  const auto told = desk.heeds();
  REQUIRE(count<Comment>(told) == 1);
  const auto& note = std::get<Comment>(told.effects.back().action);
  CHECK(note.text.find("- Document 254 is called 'x'") != std::string::npos);
  CHECK(note.text.find("- Document 254 lacks " + report) != std::string::npos);
  CHECK(note.text.find(page + "\nIt is looked at again each hour") != std::string::npos);
  CHECK(noted(told, "document_wrong") == "[254]");
  CHECK(count<Comment>(desk.heeds()) == 0);
  desk.shows("x", {report});
  CHECK(count<Comment>(desk.heeds()) == 1);
  desk.shows(right, {report});
  const auto mended = desk.heeds();
  CHECK(count<Comment>(mended) == 0);
  CHECK(noted(mended, "document_wrong") == "[254]");
  CHECK(desk.memory.document_wrong.empty());
}

TEST_CASE("another number is another question, and the first one again, too") {
  Desk desk;
  desk.heeds();
  desk.shows("x", {});
  desk.heeds();
  desk.names("255");
  const auto other = desk.heeds();
  CHECK(noted(other, "document_asked") == "[255]");
  CHECK(noted(other, "document_wrong") == "[255]"); // nothing is known of that one
  CHECK_FALSE(desk.memory.document);
  desk.names("");
  CHECK(noted(desk.heeds(), "document_asked") == "[]");
  desk.names("254");
  CHECK(noted(desk.heeds(), "document_asked") == "[254]");
}

TEST_CASE("what is no number is told once, whoever verifies") {
  for (const bool check : {false, true}) {
    Desk desk(check);
    desk.names("documents.egi.eu/document/254");
    const auto told = desk.heeds();
    REQUIRE(told.effects.size() == 1);
    const auto& text = std::get<Comment>(told.effects[0].action).text;
    CHECK(text ==
          "To be mended:\n- The field Document ID says 'documents.egi.eu/document/254': it is "
          "to hold the number of a document alone, such as 1234.\n");
    CHECK(desk.lines() == text.substr(text.find("The field")));
    CHECK(desk.heeds().effects.empty());
  }
}
