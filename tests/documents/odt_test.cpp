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
               p("why") + "</office:annotation>b")) == "ab\nwhy\n");
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
  CHECK(with_part("Object 1/Basic/Standard/M.xml", "<x/>") == "refused macros");
  CHECK(with_part("Object 1/Basic/script-lc.xml", "<x/>") == "fine");
  const auto script = [](const std::string& inside) {
    return words_of(odt(p(honest), "<office:scripts><office:script>" + inside +
                                       "</office:script></office:scripts>"),
                    "odt");
  };
  CHECK(script("<ooo:libraries><ooo:library-embedded ooo:name=\"Standard\"/></ooo:libraries>") ==
        "fine");
  CHECK(script("<ooo:libraries><ooo:library-embedded><ooo:module><ooo:source-code>Sub A"
               "</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries>") ==
        "refused macros");
  CHECK(script("<script:module>Sub A</script:module>") == "refused macros");
  CHECK(script("alert(1)") == "refused macros");
  for (const char* link : {"vnd.sun.star.script:Standard.M.A?language=Basic", "macro:///S.M.A()"})
    CHECK(words_of(odt(p(honest + "<text:a xlink:href=\"" + std::string(link) + "\">x</text:a>")),
                   "odt") == "refused macros");
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
  CHECK(with("<text:dde-connection-decl/>") == "refused active_content");
  CHECK(with("<draw:image-map><draw:area-rectangle "
             "xlink:href=\"https://ggus.eu/\"/></draw:image-map>") == "fine");
  CHECK(with("<draw:image xlink:href=\"file://a.example/a.png\"/>") == "refused outside");
  CHECK(with("<svg:font-face-uri xlink:href=\"http://a.example/f.ttf\"/>") == "refused outside");
  CHECK(with("<draw:image xlink:href=\"http://a.example/a.png\"/>") == "doubtful outside_picture");
  CHECK(with("<draw:image xlink:href=\"../a.png\"/>") == "doubtful outside_picture");
  CHECK(with("<text:section-source xlink:href=\"https://a.example/\"/>") == "refused outside");
  CHECK(with("<text:section-source xlink:href=\"file:///home/a/b.odt\"/>") == "doubtful outside");
}

TEST_CASE("hidden text of an odt does not count, and is told") {
  const auto says = [](const std::string& body, const std::string& styles = {}) {
    const auto file =
        odt(p(honest) + body, "<office:automatic-styles>" + styles + "</office:automatic-styles>");
    CHECK(documents::text_of(file, "odt") == honest + "\n");
    return words_of(file, "odt");
  };
  CHECK(says("<text:section text:display=\"none\">" + p("x") + "</text:section>") ==
        "doubtful hidden_text");
  CHECK(says(p("a<text:hidden-paragraph text:is-hidden=\"true\"/>b")) == "doubtful hidden_text");
  CHECK(says(p("<text:hidden-text text:is-hidden=\"true\">x</text:hidden-text>")) ==
        "doubtful hidden_text");
  const std::string style = "<style:style style:name=\"H\" style:family=\"text\">"
                            "<style:text-properties text:display=\"none\"/></style:style>";
  CHECK(says(p("<text:span text:style-name=\"H\">x</text:span>"), style) == "doubtful hidden_text");
  CHECK(says("<text:section text:display=\"none\">" + p(" ") + "</text:section>") == "fine");
}

TEST_CASE("the manifest of OpenOffice 2 may name its type, and nothing else may") {
  const std::string type = "<!DOCTYPE manifest:manifest PUBLIC \"-//OpenOffice.org//DTD Manifest "
                           "1.0//EN\" \"Manifest.dtd\"";
  const auto with = [](std::size_t part, const std::string& before) {
    auto parts = odt_parts(odt_xml(p(honest)));
    auto& xml = parts[part].bytes;
    const auto at = xml.find("?>");
    xml.insert(at == std::string::npos ? 0 : at + 2, before);
    return words_of(zip(parts), "odt");
  };
  CHECK(with(2, type + ">") == "fine");
  CHECK(with(2, type + "[<!ENTITY a \"b\">]>") == "refused entities");
  CHECK(with(2, type + "[<!ATTLIST a b CDATA \"c\">]>") == "refused entities");
  CHECK(with(2, "<!DOCTYPE manifest:manifest>") == "refused entities");
  CHECK(with(1, type + ">") == "refused entities");
}

TEST_CASE("Latin 1 is read where it is declared") {
  auto xml = odt_xml(p("M\xF6glich: " + honest));
  xml.replace(xml.find("UTF-8"), 5, "ISO-8859-1");
  CHECK(documents::text_of(zip(odt_parts(xml)), "odt") == "M\xC3\xB6glich: " + honest + "\n");
}

TEST_CASE("without the part mimetype the manifest tells the kind") {
  auto parts = odt_parts(odt_xml(p(honest)));
  parts.erase(parts.begin());
  CHECK(words_of(zip(parts), "odt") == "fine");
}
