// SPDX-License-Identifier: Apache-2.0
// One conformance test for whoever has the documents: a fake, and a DocDB on loopback.
#include "bridge/document_source.hpp"
#include "docdb/pages.hpp"
#include "fakes/fake_documents.hpp"
#include "fakes/http_server.hpp"

#include <catch2/catch.hpp>

namespace {

const std::string title = "Staged rollout EMI CREAM 1.13.1-1";
const std::vector<std::string> files{"ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.doc", "summary.odt"};

// A document 254 that is there, no 255, and 256 of which nothing can be heard.
struct Fake {
  FakeDocuments documents;
  Fake() {
    documents.publish(254, title, files);
    documents.faults[256] = {base::Fault::temporary, "the server fails", "it is asked again"};
  }
  bridge::DocumentSource& source() { return documents; }
};

struct Real {
  fakes::HttpServer server{[](const fakes::Asked& asked) -> fakes::Canned {
    if (asked.target.find("docid=256&") != std::string::npos)
      return {503, "", {}, {}};
    if (asked.target.find("docid=254&") == std::string::npos)
      return {200, docdb_page(""), {}, {}};
    return {
        200,
        docdb_page(docdb_document(title, docdb_file(files[0]) + docdb_file(files[1], "", "no"))),
        {},
        {}};
  }};
  bridge::DocDbDocuments documents{{server.url(), "", base::Seconds{5}}};
  bridge::DocumentSource& source() { return documents; }
};

} // namespace

TEMPLATE_TEST_CASE("a document source tells what is there, what is not, and what it cannot know",
                   "", Fake, Real) {
  TestType who;
  const auto shown = who.source().show(254);
  REQUIRE(shown);
  CHECK(shown->says_same({254, true, title, files, {}}));
  const auto missing = who.source().show(255);
  REQUIRE(missing);
  CHECK(missing->says_same({255, false, "", {}, {}}));
  const auto unknown = who.source().show(256);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().fault == base::Fault::temporary);
}
