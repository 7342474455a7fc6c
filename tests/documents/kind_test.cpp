// SPDX-License-Identifier: Apache-2.0
#include "documents/samples.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace documents_test;

namespace {

// An OLE2 file: header, one sector of allocation table, one of directory, and one with the head of
// each stream: as a sector of its own, or as the second piece of 64 bytes of the small ones.
std::string ole(const std::vector<std::string>& streams, unsigned flags = 0, bool small = false) {
  std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  header += std::string(22, '\0') + little(9, 2) + std::string(16, '\0') + little(1, 4) +
            std::string(16, '\0') + little(0xFFFFFFFE, 4) + little(0, 4) + little(0, 4);
  header += std::string(512 - header.size(), '\xFF');
  const auto table = little(0xFFFFFFFD, 4) + little(0xFFFFFFFE, 4) + std::string(504, '\xFF');
  const auto entry = [small](const std::string& name, std::uint32_t child, std::uint32_t right) {
    std::string out;
    for (const char c : name)
      out += little(static_cast<unsigned char>(c), 2);
    out += std::string(64 - out.size(), '\0') + little(2 * name.size() + 2, 2) + little(1, 2) +
           little(0xFFFFFFFF, 4) + little(right, 4) + little(child, 4);
    out += std::string(116 - out.size(), '\0');
    const bool in_pieces = small && name != "Root Entry";
    return out + little(in_pieces ? 1 : 2, 4) + little(in_pieces ? 100 : 4096, 8);
  };
  std::string directory = entry("Root Entry", 1, 0xFFFFFFFF);
  for (std::size_t i = 0; i < streams.size(); ++i)
    directory += entry(streams[i], 0xFFFFFFFF,
                       i + 1 < streams.size() ? static_cast<std::uint32_t>(i + 2) : 0xFFFFFFFF);
  directory += std::string(512 - directory.size(), '\0');
  const std::size_t before = small ? 64 : 0;
  return header + table + directory + std::string(before + 10, small ? '\xFF' : '\0') +
         little(flags, 2) + std::string(500 - before, '\0');
}

} // namespace

TEST_CASE("a file is named for what it is") {
  const std::vector<std::pair<std::string, std::string>> files{
      {"%PDF-1.4\n", "a PDF"},
      {"MZ\x90", "a Windows program (.exe)"},
      {"\x7F"
       "ELF\2",
       "a Linux program"},
      {"\x89PNG\r\n", "a picture (PNG)"},
      {"\xFF\xD8\xFF\xE0", "a picture (JPEG)"},
      {"{\\rtf1 a}", "an RTF document"},
      {"\n<!DOCTYPE HTML><html>", "a web page (HTML)"},
      {"MIME-Version: 1.0\n", "a web page archive or a mail (MHTML)"},
      {"<?xml version='1.0'?><office:document>", "a flat OpenDocument file (.fodt)"},
      {"<?xml version='1.0'?><w:wordDocument>", "a Word 2003 XML document"},
      {"Dear all, we accept.\n", "plain text"},
      {"MM is how we sign\n", "plain text"},
      {std::string(100, '\0'), "a file of zero bytes, as a failed download leaves it"},
      {"\1\2\3", "a file of no kind that we know"},
      {zip_end(0, 0, 0), "an empty zip archive"},
      {zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
       "an OpenDocument sheet (.ods)"},
      {zip({{"mimetype", odt_type + "-template"}}), "an OpenDocument template (.ott)"},
      {zip({{"META-INF/MANIFEST.MF", "x"}}), "a zip archive that holds no document"}};
  for (const auto& [bytes, what] : files)
    for (const char* extension : {"docx", "odt"}) {
      CHECK(words_of(bytes, extension) == "refused wrong_kind");
      CHECK(worst_text(bytes, extension) == "The file is named ." + std::string(extension) +
                                                ", but it is " + what +
                                                "; please save the report as ." + extension +
                                                " in your word processor and send that.");
    }
}

TEST_CASE("a sheet or a talk is told by its main type, not by the names of its parts") {
  for (const auto& [type, what] : std::vector<std::pair<std::string, std::string>>{
           {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "an Excel sheet (.xlsx)"},
           {"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "a PowerPoint presentation (.pptx)"},
           {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "a Word template (.dotx)"}}) {
    auto parts = docx_parts(word_xml(paragraph(honest)));
    parts[0].bytes = content_types(type);
    CHECK(words_of(zip(parts), "docx") == "refused wrong_kind");
    CHECK(worst_text(zip(parts), "docx").find(what) != std::string::npos);
  }
}

TEST_CASE("a document under another document's name is told the name that fits") {
  const auto a_docx = docx(paragraph(honest));
  const auto an_odt = odt("<text:p>" + honest + "</text:p>");
  CHECK(worst_text(a_docx, "doc") == "The file is named .doc, but it is a Word document (.docx); "
                                     "please name it .docx and send it again.");
  CHECK(words_of(a_docx, "odt") == "refused wrong_kind");
  CHECK(words_of(an_odt, "docx") == "refused wrong_kind");
  CHECK(words_of(ole({"WordDocument"}), "docx") == "refused wrong_kind");
  CHECK_FALSE(documents::text_of(a_docx, "odt"));
  CHECK(words_of(a_docx, "pdf") == "refused extension");
}

TEST_CASE("an empty file is one") {
  for (const char* extension : {"doc", "docx", "odt"})
    CHECK(words_of("", extension) == "refused empty");
}

TEST_CASE("a Word 97 document is not inspected, but its password and macros are seen") {
  CHECK(words_of(ole({"WordDocument", "1Table"}), "Doc") == "not_inspected not_inspected");
  CHECK(words_of(ole({"1Table", "WordDocument"}, 0x100), "doc") == "refused encrypted");
  CHECK(words_of(ole({"WordDocument"}, 0, true), "doc") == "not_inspected not_inspected");
  CHECK(words_of(ole({"WordDocument"}, 0x100, true), "doc") == "refused encrypted");
  CHECK(words_of(ole({"WordDocument", "Macros"}), "doc") == "refused macros");
  CHECK(words_of(ole({"worddocument", "macros"}), "doc") == "refused macros");
  CHECK_FALSE(documents::text_of(ole({"WordDocument"}), "doc"));
}

TEST_CASE("other OLE2 files are no documents") {
  CHECK(worst_text(ole({"Workbook"}), "doc").find("an Excel sheet (.xls)") != std::string::npos);
  CHECK(worst_text(ole({"PowerPoint Document"}), "doc").find(".ppt") != std::string::npos);
  CHECK(words_of(ole({"\5SummaryInformation"}), "doc") == "refused wrong_kind");
  CHECK(words_of(ole({}), "doc") == "refused wrong_kind");
  CHECK(words_of(ole({"EncryptedPackage", "EncryptionInfo"}), "docx") == "refused encrypted");
}

TEST_CASE("an OLE2 file that was cut off is told so, and not that it is no document") {
  auto whole = ole({"WordDocument"});
  whole.replace(44, 1, "\1"); // one sector of table
  REQUIRE(words_of(whole, "doc") == "not_inspected not_inspected");
  for (const std::size_t size : {600, 1'100, 1'500, 2'047})
    CHECK(words_of(whole.substr(0, size), "doc") == "refused broken");
  whole.replace(512 + 4 * 4, 4, little(0xFFFFFFFE, 4)); // a sector more is in use
  CHECK(words_of(whole, "doc") == "refused broken");
}

TEST_CASE("RTF under the name .doc is doubtful, and refused with objects or a template") {
  CHECK(words_of("{\\rtf1 ACCEPT}", "doc") == "doubtful rtf");
  CHECK(words_of("{\\rtf1 {\\object\\objdata 00}}", "doc") == "refused active_content");
  CHECK(words_of("{\\rtf1 {\\*\\template http://a.example/}}", "doc") == "refused active_content");
  CHECK(words_of("{\\rtf1{\\field{\\*\\fldinst{DDE cmd}}}}", "doc") == "refused active_content");
  CHECK(words_of("{\\rtf1{\\field{\\*\\fldinst {\\rtlch D}{\\b\\'44}EAUTO cmd}}}", "doc") ==
        "refused active_content");
  CHECK(words_of("{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"http://a.example/added\"}}DDE}",
                 "doc") == "doubtful rtf");
  CHECK(words_of("<html>ACCEPT</html>", "doc") == "refused wrong_kind");
}
