// SPDX-License-Identifier: Apache-2.0
#include "documents/samples.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

using namespace documents_test;

namespace {

std::string text(const std::string& body) {
  return documents::text_of(odt(body), "odt").value_or("(none)");
}

std::string p(const std::string& words) {
  return "<text:p>" + words + "</text:p>";
}

std::string with_part(const std::string& name, const std::string& bytes) {
  auto parts = odt_parts(odt_xml(p(honest)));
  parts.push_back({name, bytes});
  return words_of(zip(parts), "odt");
}

} // namespace

TEST_CASE("paragraphs and headings of an odt are lines, blanks are as written") {
  CHECK(text("<text:h>T</text:h>" +
             p("a <text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d")) == "T\na   b\tc\nd\n");
  CHECK(text(p("a\n   b")) == "a b\n");
  CHECK(text(p("<text:span>in</text:span> pieces")) == "in pieces\n");
  CHECK(text(p("a<text:s text:c=\"999999999\"/>b")).size() < 200);
}

TEST_CASE("deleted text, names of pictures and dates of comments are not text") {
  CHECK(text("<text:tracked-changes><text:deletion>" + p("REJECT") +
             "</text:deletion></text:tracked-changes>" + p("ACCEPT")) == "ACCEPT\n");
  CHECK(text(p("a<draw:frame><svg:title>logo</svg:title></draw:frame><office:annotation><dc:date>"
               "2012</dc:date>" +
               p("why") + "</office:annotation>b")) == "a\nwhy\nb\n");
}

TEST_CASE("page headers of styles.xml are text, its other words are not") {
  auto parts = odt_parts(odt_xml(p("body")));
  parts.push_back({"styles.xml", "<s:x xmlns:s=\"s\" xmlns:text=\"urn:oasis:names:tc:opendocument:"
                                 "xmlns:text:1.0\">name<text:p>head</text:p></s:x>"});
  CHECK(documents::text_of(zip(parts), "odt") == "body\nhead\n");
}

TEST_CASE("an honest odt is fine, with pictures, links and empty lists of macros") {
  CHECK(words_of(odt(p(honest)), "ODT") == "fine");
  CHECK(words_of(odt(p(honest + " <text:a xlink:href=\"https://ggus.eu/\">x</text:a>"
                                "<draw:image xlink:href=\"Pictures/a.png\"/>"
                                "<draw:object xlink:href=\"./Object 1\"/>")),
                 "odt") == "fine");
  CHECK(with_part("Basic/script-lc.xml", "<x/>") == "fine");
  CHECK(with_part("Basic/Standard/", "") == "fine");
  CHECK(with_part("Configurations2/menubar/", "") == "fine");
}

TEST_CASE("macros and their calls are refused") {
  CHECK(with_part("Basic/Standard/Module1.xml", "<x/>") == "refused macros");
  CHECK(with_part("Scripts/python/a.py", "x") == "refused macros");
  CHECK(words_of(odt("<office:scripts><script:event-listener xlink:href=\"vnd.sun.star.script:a\"/>"
                     "</office:scripts>" +
                     p(honest)),
                 "odt") == "refused macros");
}

TEST_CASE("an encrypted odt is told, and nothing else of it") {
  auto parts = odt_parts("\x01\x02 not XML");
  parts[2].bytes = manifest("<manifest:file-entry manifest:full-path=\"content.xml\">"
                            "<manifest:encryption-data/></manifest:file-entry>");
  CHECK(words_of(zip(parts), "odt") == "refused encrypted");
  CHECK_FALSE(documents::text_of(zip(parts), "odt"));
}

TEST_CASE("objects of other programs and content from outside") {
  const auto with = [](const std::string& inside) {
    return words_of(odt(p(honest + inside)), "odt");
  };
  CHECK(with("<draw:object-ole xlink:href=\"./Object 1\"/>") == "doubtful active_content");
  CHECK(with("<text:dde-connection-decl/>") == "doubtful active_content");
  CHECK(with("<draw:image xlink:href=\"http://a.example/a.png\"/>") == "doubtful outside_picture");
  CHECK(with("<draw:image xlink:href=\"../a.png\"/>") == "doubtful outside_picture");
  CHECK(with("<text:section-source xlink:href=\"https://a.example/\"/>") == "refused outside");
  CHECK(with("<text:section-source xlink:href=\"file:///home/a/b.odt\"/>") == "doubtful outside");
}

TEST_CASE("without the part mimetype the manifest tells the kind") {
  auto parts = odt_parts(odt_xml(p(honest)));
  parts.erase(parts.begin());
  CHECK(words_of(zip(parts), "odt") == "fine");
}
