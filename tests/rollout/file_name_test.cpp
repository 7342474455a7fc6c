// SPDX-License-Identifier: Apache-2.0
// A file's name made safe to look at, and what its harmless dress does to a reading.
#include "rollout/file_name.hpp"
#include "rollout/report_names.hpp"

#include <catch2/catch.hpp>

using namespace report_names;

namespace {

const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1";

} // namespace

TEST_CASE("the extension is the last one, and two of them are told") {
  struct Sample {
    std::string end, extension, flaw, expected;
  };
  for (const auto& [end, extension, flaw, expected] :
       {Sample{".docx.docx", "docx", "two_extensions", ".docx"},
        Sample{".doc.doc", "doc", "two_extensions", ".doc"},
        Sample{".odt.ODT", "odt", "case two_extensions", ".odt"},
        Sample{".doc.odt", "odt", "two_extensions", ".odt"},
        Sample{".docx.exe", "", "two_extensions", ".doc"},
        Sample{".exe.odt", "odt", "version", ".odt"}, Sample{"", "", "extension", ".doc"},
        Sample{" (2)", "", "extension copy_mark", ".doc"}}) {
    INFO(end);
    CHECK(read_file_name(right + end).extension == extension);
    CHECK(told(cream().read(right + end)) ==
          "wrong NGI_IT-INFN-T1 [" + flaw + "] " + right + expected);
  }
  const auto ca = rule_for("Staged Rollout CA 1.38");
  for (const char* end : {"", " (2)", "-final", "_v2", "[1]"}) {
    INFO(end);
    CHECK(told(ca.read(std::string("ea-NGI_IT-INFN-T1-CA-1.38") + end))
              .starts_with("wrong NGI_IT-INFN-T1 [extension"));
  }
}

TEST_CASE("quotation marks around a name are a harmless repair") {
  for (const auto& [before, after] :
       {std::pair("'", "'"), std::pair("\"", "\""), std::pair("`", "`"),
        std::pair("\u201C", "\u201D"), std::pair("\u201E", "\u201C"), std::pair("\u2018", "\u2019"),
        std::pair("\u00AB", "\u00BB"), std::pair(" ' ", " ' "), std::pair("<", ">")}) {
    const auto quoted = before + right + ".docx" + after;
    INFO(quoted << ": " << told(cream().read(quoted)));
    const auto reading = cream().read(quoted);
    CHECK(reading.verdict == Verdict::deviation);
    CHECK(reading.expected == right + ".docx");
    CHECK(flaws(reading).find("quotes") != std::string::npos);
  }
  CHECK(told(cream().read("'" + right + "'.docx")) ==
        "deviation NGI_IT-INFN-T1 [quotes] " + right + ".docx");
  CHECK(told(cream().read("'" + right + ".pdf'")) ==
        "wrong NGI_IT-INFN-T1 [quotes extension] " + right + ".doc");
  CHECK(cream().read("'holiday.jpg'").verdict == Verdict::not_a_report);
  CHECK(cream().read("'").verdict == Verdict::not_a_report);
  CHECK(flaws(cream().read("ea-<NGI>-<Site>-EMI-CREAM-1.13.1-1.doc")) == "unfilled");
  CHECK(flaws(cream().read("<NGI>-<Site>-<stack>-<component>-<version>.doc")) == "prefix unfilled");
}

TEST_CASE("blanks and marks of copies are a harmless repair wherever a program puts them") {
  for (const auto& [end, flaw] : {std::pair(". doc", "blanks"), std::pair(".doc (1)", "copy_mark"),
                                  std::pair(".doc\t", "blanks"), std::pair(".doc\r\n", "blanks"),
                                  std::pair(".doc[2]", "copy_mark")}) {
    INFO(end);
    CHECK(told(cream().read(right + end)) ==
          std::string("deviation NGI_IT-INFN-T1 [") + flaw + "] " + right + ".doc");
  }
  CHECK(told(cream().read("\n" + right + ".doc")) ==
        "deviation NGI_IT-INFN-T1 [blanks] " + right + ".doc");
  CHECK(cream().read("ea-NGI_IT-INFN\n-T1-EMI-CREAM-1.13.1-1.doc").verdict == Verdict::wrong);
}

TEST_CASE("what is not seen does not stand in the name that is shown") {
  const auto zero = "ea-NGI_IT-\u200BINFN-T1-EMI\u2060-CREAM-1.13.1-1.doc\uFEFF";
  CHECK(read_file_name(zero).shown == right + ".doc");
  CHECK(told(cream().read(zero)) == "deviation NGI_IT-INFN-T1 [signs] " + right + ".doc");
  CHECK(read_file_name("ea-\u202Ecod.exe").shown == "ea-cod.exe");
  CHECK(told(cream().read(right + "\u202E.doc")) ==
        "wrong NGI_IT-INFN-T1 [unprintable signs] " + right + ".doc");
  CHECK(read_file_name("ea\u2013NGI IT.doc").shown == "ea\u2013NGI IT.doc"); // these are seen
}
