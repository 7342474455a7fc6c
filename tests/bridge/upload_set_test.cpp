// SPDX-License-Identifier: Apache-2.0
// What goes to the document server with collected reports: the file for its XMLUpload, the page
// for people, and the draft of a summary.
#include "base/percent.hpp"
#include "bridge/collector.hpp"
#include "bridge/shelf.hpp"
#include "docdb/document.hpp"

namespace {

using namespace collect_test;

struct Uploader : Collector {
  docdb::Document collected() {
    collect();
    auto xml = read("UPLOAD.xml");
    if (const auto at = xml.find("<document>"); at != xml.npos)
      xml.insert(at + 9, " id=\"254\""); // as the server would number it
    auto read_back = docdb::read_document(xml, 254);
    REQUIRE(read_back);
    return std::move(*read_back);
  }
  bool guide_says(const std::string& words) const {
    return read("UPLOAD.txt").find(words) != std::string::npos;
  }
};

} // namespace

TEST_CASE("what counts goes into a new document, under its right name, from RT's pages") {
  Uploader house;
  house.comes(right, report("1"));
  house.comes(wrong, report("2"));
  house.comes(right, report("3")); // it is here as …~2.docx
  house.stands(summary, report("4"), "mgr1");
  const auto document = house.collected();
  CHECK(document.title == "Staged rollout EMI CREAM 1.13.1-1");
  CHECK(document.files == std::vector<docdb::File>{{right, "the report of " + infn, false}});
  CHECK(house.read("UPLOAD.xml").find("<mode>new</mode>") != std::string::npos);
  CHECK(house.read("UPLOAD.xml")
            .find("href=\"" + house.settings.policy.rt_url + "/Ticket/Attachment/503/3/" +
                  base::percent_encoded(bridge::numbered(right, 2)) + "\"") != std::string::npos);
  CHECK(house.guide_says("Title       Staged rollout EMI CREAM 1.13.1-1\n"));
  CHECK(house.guide_says("Files       " + right + "\n"));
  CHECK(house.guide_says("the report of " + qmul + ", which has accepted\n"));
  CHECK(house.guide_says("set documents.submitter"));
  CHECK(house.guide_says(
      "curl -u USER -F outformat=xml -F XMLFile=@UPLOAD.xml https://documents.egi.eu/"));
  CHECK(house.guide_says("RT asks for a login"));
}

TEST_CASE("a document that is named gets a new version, from the address where the folder is") {
  Uploader house;
  house.settings.policy.documents.files = "https://www.example.org/{ticket}/reports";
  house.settings.policy.documents.first_name = "Anna Maria";
  house.settings.policy.documents.last_name = "Rossi";
  house.rt.tickets.at(4711).fields["Document ID"] = {"254"};
  house.comes(right, report("1"));
  house.collected();
  const auto xml = house.read("UPLOAD.xml");
  CHECK(xml.find("<mode>bump</mode>") != std::string::npos);
  CHECK(xml.find("<document id=\"254\">") != std::string::npos);
  CHECK(xml.find("href=\"https://www.example.org/4711/reports/" + right + "\"") !=
        std::string::npos);
  CHECK(xml.find("<firstname>Anna Maria</firstname><lastname>Rossi</lastname>") !=
        std::string::npos);
  CHECK(house.guide_says("254, as a new version of it\n"));
  CHECK_FALSE(house.guide_says("documents.submitter"));
  CHECK_FALSE(house.guide_says("login:"));
}

TEST_CASE("there is a draft until the managers' summary counts, and nobody's work on it is lost") {
  Uploader house;
  house.comes(right, report("1"));
  auto all = house.collect();
  REQUIRE(all.draft);
  CHECK(all.draft->line.file == draft);
  CHECK(all.draft->state == State::fresh);
  CHECK(house.read(draft).starts_with("PK"));
  CHECK(house.index().size() == 1); // it did not come from the ticket
  house.write(draft, "what a manager made of it");
  all = house.collect();
  REQUIRE(all.draft);
  CHECK(all.draft->state == State::there);
  CHECK(house.read(draft) == "what a manager made of it");
  house.rt.privileged.insert("mgr1@example.test");
  house.comes("summary-EMI-CREAM-1.13.1-1.docx", report("2"), "mgr1@example.test");
  all = house.collect();
  CHECK_FALSE(all.draft);
  CHECK(house.read(draft) == "what a manager made of it");
  CHECK_FALSE(house.guide_says("the managers' summary"));
}

TEST_CASE("without component and version there is no title, and the page says what to do") {
  Uploader house;
  auto& ticket = house.rt.tickets.at(4711);
  ticket.subject = "Something";
  for (const auto* name : {"Component", "Version"})
    ticket.fields[name] = {};
  const auto all = house.collect();
  CHECK_FALSE(all.draft);
  CHECK(house.guide_says("Title       none: the ticket does not say component and version"));
  CHECK(house.guide_says("Files       none yet: no report counts\n"));
}
