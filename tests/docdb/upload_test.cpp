// SPDX-License-Identifier: Apache-2.0
// The file for XMLUpload, as it is written, and read by our own reader.
#include "docdb/document.hpp"
#include "docdb/upload.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a new document, in full") {
  CHECK(docdb::upload_xml({std::nullopt,
                           "Staged rollout EMI CREAM 1.13.1-1",
                           "Reports of 2 teams & \"their\" <summary>.",
                           {"CREAM", "EMI"},
                           "Anna",
                           "Rossi",
                           5,
                           {{"https://rt.example.test/a?b=1&c=2", "ea.doc", "by INFN-T1", false},
                            {"https://rt.example.test/s", "summary.odt", "", true}}}) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<docdb>
  <control><mode>new</mode></control>
  <document>
    <docrevision>
      <title>Staged rollout EMI CREAM 1.13.1-1</title>
      <abstract>Reports of 2 teams &amp; &quot;their&quot; &lt;summary&gt;.</abstract>
      <keyword>CREAM</keyword>
      <keyword>EMI</keyword>
      <doctype id="5"/>
      <submitter><firstname>Anna</firstname><lastname>Rossi</lastname></submitter>
      <file href="https://rt.example.test/a?b=1&amp;c=2" main="no">
        <name>ea.doc</name>
        <description>by INFN-T1</description>
      </file>
      <file href="https://rt.example.test/s" main="yes">
        <name>summary.odt</name>
        <description></description>
      </file>
    </docrevision>
  </document>
</docdb>
)");
}

TEST_CASE("a new version names its document, and holds what it was given whatever that is") {
  docdb::Upload upload;
  upload.id = 254;
  upload.title = "a ]]> <b/> & \xff\x01 caf\xc3\xa9";
  upload.files = {{"https://x.example/", "na\"me.doc", "<!-- -->", true}};
  const auto written = docdb::upload_xml(upload);
  CHECK(written.find("<mode>bump</mode>") != std::string::npos);
  const auto read = docdb::read_document(written, 254);
  REQUIRE(read);
  CHECK(read->title == "a ]]> <b/> & ?? caf\xc3\xa9");
  CHECK(read->files == std::vector<docdb::File>{{"na\"me.doc", "<!-- -->", true}});
}
