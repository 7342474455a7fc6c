// SPDX-License-Identifier: Apache-2.0
// XML that was made to hurt.
#include "documents/samples.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

using namespace documents_test;

namespace {

std::string document(const std::string& xml) {
  return words_of(zip(docx_parts(xml)), "docx");
}

std::string repeated(const std::string& words, int count) {
  std::string out;
  for (; count > 0; --count)
    out += words;
  return out;
}

} // namespace

TEST_CASE("a document type is refused before its entities are read") {
  CHECK(document("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>") == "refused entities");
  CHECK(document("<?xml version='1.0'?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>") ==
        "refused entities");
  CHECK(document("<!DOCTYPE x [<!ENTITY % a SYSTEM \"http://127.0.0.1:1/\"> %a;]><x/>") ==
        "refused entities");
  auto parts = docx_parts(word_xml(paragraph(honest)));
  parts[1].bytes = "<!DOCTYPE x><x/>";
  CHECK(words_of(zip(parts), "docx") == "refused entities");
}

TEST_CASE("XML that is not well-formed is refused") {
  CHECK(document(word_xml("<w:p>")) == "refused broken");
  CHECK(document(word_xml("&nbsp;")) == "refused broken");
  CHECK(document(word_xml(paragraph("\xC3("))) == "refused broken");
  CHECK(document(word_xml(paragraph(honest)) + "<more/>") == "refused broken");
  CHECK(document("") == "refused broken");
}

TEST_CASE("levels, attributes and names beyond measure end the reading") {
  CHECK(document(repeated("<a>", 100'000)) == "refused bomb");
  std::string attributes;
  std::string names;
  for (int i = 0; i < 100'000; ++i) {
    attributes += " a" + std::to_string(i) + "=''";
    names += "<n" + std::to_string(i) + "/>";
  }
  CHECK(document("<a" + attributes + "/>") == "refused bomb");
  CHECK(document("<a>" + names + "</a>") == "refused bomb");
  CHECK(document("<a b='" + repeated("x", 3'000'000) + "'/>") == "refused bomb");
  CHECK(document("<!--" + repeated("x", 3'000'000) + "--><a/>") == "refused bomb");
}

TEST_CASE("namespaces that are open at one time are counted together") {
  std::string tag = "<a";
  for (int i = 0; i < 30; ++i)
    tag += " xmlns:n" + std::to_string(i) + "='u'";
  tag += ">";
  const auto nested = [&](int levels) {
    return word_xml(repeated(tag, levels) + repeated("</a>", levels) + paragraph(honest));
  };
  CHECK(document(nested(2)) == "fine");
  CHECK(document(nested(5)) == "refused bomb");
  CHECK(document(word_xml(repeated(tag + "</a>", 1'000) + paragraph(honest))) == "fine");
}

TEST_CASE("only UTF-8, UTF-16 and Latin 1 are read") {
  const auto xml = word_xml(paragraph(honest));
  std::string utf32;
  for (const char c : xml)
    utf32 += std::string{c, '\0', '\0', '\0'};
  CHECK(document(utf32) == "refused broken");
  CHECK(document(std::string("\xFF\xFE\0\0", 4) + utf32) == "refused broken");
  CHECK(document(std::string("\0\0\0", 3) + utf32) == "refused broken");
  CHECK(document("\x4C\x6F\xA7\x94\x93" + xml) == "refused broken"); // "<?xml" in EBCDIC
  auto declared = xml;
  declared.replace(declared.find("UTF-8"), 5, "UTF-7");
  CHECK(document(declared) == "refused broken");
  CHECK(document("\n" + xml.substr(xml.find("?>") + 2)) == "fine");
  CHECK(document("\xEF\xBB\xBF" + xml) == "fine");
}

TEST_CASE("what Word writes at its largest is no bomb") {
  CHECK(document(word_xml("<w:pict o='" + repeated("QUJD", 100'000) + "'/>" + paragraph(honest))) ==
        "fine");
  CHECK(document(word_xml(repeated("<w:tbl><w:tr><w:tc>", 50) + paragraph(honest) +
                          repeated("</w:tc></w:tr></w:tbl>", 50))) == "fine");
}

TEST_CASE("no more text is kept than the limit, cut between two characters") {
  const auto text = documents::text_of(docx(paragraph(repeated("\xC3\xA9", 2'000'000))), "docx");
  REQUIRE(text);
  CHECK(text->size() <= documents::most_text);
  CHECK(text->ends_with("\xC3\xA9"));
}
