// SPDX-License-Identifier: Apache-2.0
// What reports recommend, as people and templates word it.
#include "documents/inspect.hpp"
#include "documents/recommendation.hpp"
#include "documents/samples.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

std::string recommendation_in(const std::string& text) {
  return documents::recommendation_in({text, {}, false});
}

// Behind a report that tells everything else.
std::string in_docx(const std::string& body) {
  const std::string report = "NGI_IT INFN-T1, CREAM 1.13.1: installed with yum, jobs submitted.";
  return documents::inspect(documents_test::docx(documents_test::paragraph(report) + body), "docx",
                            {documents::usual_topics(), {}})
      .recommendation;
}

void expect(const char* wanted, const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    CAPTURE(text);
    CHECK(recommendation_in(text) == wanted);
    // whatever stands around it
    CHECK(recommendation_in("Site\nINFN-T1\nAll 12,000 jobs were accepted.\n" + text +
                            "\nContact\nAnna\n") == wanted);
  }
}

} // namespace

TEST_CASE("recommendation: a plain word is read") {
  expect("ACCEPT", {"Recommendation: ACCEPT",
                    "recommendation: accept.",
                    "Recommendation\tACCEPT",
                    "Recommendation ACCEPT",
                    "RECOMMENDATION - \"Accepted\"",
                    "5.1 Recommendation: (ACCEPT)",
                    "Our recommendation is to accept this version.",
                    "We recommend to ACCEPT.",
                    "We recommend that CREAM 1.13.1 be accepted",
                    "Outcome: ACCEPT",
                    "Verdict: accepted",
                    "Conclusion: the release can be accepted.",
                    "Conclusion: this version is accepted",
                    "The outcome for our site is accept",
                    "In conclusion, we accept.",
                    "Conclusion: no problem was found, so ACCEPT",
                    "Recommendation: ACCEPT. We could not test the VOMS part.",
                    "Recommendation: ACCEPT, with thanks to the developers",
                    "Recommendation: ACCEPT, accepted by all three of us",
                    "Recommendation \xE2\x80\x93 \xE2\x80\x9C"
                    "ACCEPT\xE2\x80\x9D",
                    "Should this release be accepted? ACCEPT",
                    "Should this release be accepted: accept"});
  expect("REJECT", {"Recommendation: REJECT", "Conclusion: rejected", "Final verdict: Rejected!",
                    "We recommend to reject", "Should this release be accepted? REJECT",
                    "Should the update be accepted or rejected? Rejected.",
                    "Outcome: the release must be rejected, it loses jobs",
                    "Conclusion: The info provider dies each night. REJECT."});
}

TEST_CASE("recommendation: the cell or line behind a heading answers it") {
  expect("ACCEPT",
         {"Recommendation\nACCEPT", "5. Recommendation:\n1. ACCEPT",
          "Outcome of the staged rollout\naccepted", "Conclusion\n\xE2\x80\xA2 Accept.",
          "Recommendation\nWe recommend to accept it for production.",
          "Should this release be accepted for production?\nACCEPT",
          "Recommendation (ACCEPT/REJECT)\nACCEPT", "Recommendation <ACCEPT|REJECT>: \n*accept*",
          "Recommendation (accept or reject): ACCEPT"});
  expect("REJECT", {"Verdict\nREJECT", "Recommendation (ACCEPT or REJECT)\nREJECT"});
  expect("", {"Recommendation\nnone\nACCEPT", "Recommendation: none yet\nACCEPT",
              "Recommendation (ACCEPT/REJECT)\nACCEPT if GGUS 84509 is solved",
              "Recommendation (ACCEPT/REJECT)\nWe accept the licence first",
              "We recommend SL5\nAccept", "The outcome was fine\naccepted", "Outcome: ok\nAccept",
              "Recommendation\nAccepted by Anna", "Recommendation\nTests\naccepted",
              "Recommendation\n<ACCEPT/REJECT>"});
}

TEST_CASE("recommendation: what is not plain says nothing") {
  expect("",
         {"", "ACCEPT", "So for us it is ACCEPT.", "Recommendation", "Recommendation: ok",
          "Recommendation: acceptance", "Recommendation: unaccepted", "Recommendation: acceptable",
          "Recommendation: ACCEPT/REJECT", "Recommendation: <ACCEPT>", "Outcome: <ACCEPT|REJECT>",
          "Recommendation: ACCEPT or REJECT?", "Recommendation: ACCEPT on SL5, REJECT on SL6",
          "Should this release be accepted?", "Recommendation: ACCEPT (two jobs were rejected)"});
  // a not
  expect("", {"Recommendation: not accept", "Recommendation: do not reject",
              "Recommendation: we don't accept", "We do not recommend to accept",
              "Conclusion: the release cannot be accepted", "Verdict: never accept",
              "Verdict: no reason to reject", "Recommendation: neither accepted nor tested",
              "Accept recommendation: ACCEPT: no", "Recommendation: accept? No"});
  // an if
  expect("", {"Recommendation: ACCEPT if GGUS 84509 is solved", "Recommendation: ACCEPT?",
              "Recommendation: conditionally accepted", "Recommendation: ACCEPT, but not for SL6",
              "Recommendation: ACCEPT once the documentation is mended",
              "Recommendation: perhaps accept", "Verdict: would have accepted",
              "Recommendation: accept only with the patch"});
  // what programs accept and reject
  expect("",
         {"Outcome: all jobs were accepted", "Outcome: rejected as expected",
          "Conclusion: the CE should be accepted by clients of the old version, it rejects none",
          "It is recommended to accept the licence", "Conclusion: requests rejected",
          "Conclusion: the server seems to reject the old ones",
          "Outcome: rejected certificates: 3"});
}

TEST_CASE("recommendation: of boxes exactly one must be ticked") {
  expect("REJECT",
         {"Recommendation:\n\xE2\x98\x90 ACCEPT\n\xE2\x98\x92 REJECT",
          "Recommendation:\n[ ] ACCEPT\n[x] REJECT", "Recommendation: [ ] ACCEPT [X] REJECT",
          "Recommendation: \xE2\x98\x90 ACCEPT / \xE2\x98\x91 REJECT",
          "Recommendation:\nACCEPT [ ]\nREJECT [X]", "Recommendation\n( ) accept (x) reject",
          "Recommendation:\no ACCEPT\nx REJECT", "Recommendation:\nACCEPT\nx REJECT",
          "Recommendation:\n\xE2\x97\x8B ACCEPT\n\xE2\x97\x89 REJECT",
          "Recommendation:\n\xEF\x82\xA8 ACCEPT\n\xEF\x83\xBE REJECT",
          "Recommendation:\n\xE2\x98\x90 ACCEPT\n\xE2\x9C\x98 REJECT",
          "Recommendation:\n[ ] ACCEPT\n[ ] ACCEPT with conditions\n[x] REJECT",
          "[ ] We recommend to ACCEPT\n[x] We recommend to REJECT"});
  expect("ACCEPT", {"Recommendation: [x] ACCEPT [ ] REJECT", "Recommendation:\n\xE2\x98\x92 ACCEPT",
                    "Should this release be accepted?\n[x] accepted\n[ ] rejected"});
  expect("", {"Recommendation:\n[ ] ACCEPT\n[ ] REJECT", "Recommendation:\n[x] ACCEPT\n[x] REJECT",
              "Recommendation:\n[ ] ACCEPT\n[ ] ACCEPT with conditions\n[ ] REJECT",
              "Recommendation:\n[ ] ACCEPT\n[x] ACCEPT with conditions\n[ ] REJECT",
              "Recommendation:\nACCEPT [x] REJECT", "Recommendation:\n\xE2\x9C\x98 ACCEPT",
              "Recommendation: [ ] ACCEPT", "Recommendation:\nACCEPT\nREJECT",
              "Recommendation\n\xE2\x80\xA2 ACCEPT\n\xE2\x80\xA2 REJECT",
              "Recommendation: ACCEPT\nREJECT"});
}

TEST_CASE("recommendation: boxes of forms, of fonts and of content controls") {
  using documents_test::paragraph;
  const auto legacy = [](const char* state, const std::string& word) {
    return "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox>" +
           std::string(state) +
           "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText>"
           "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t> " +
           word + "</w:t></w:r></w:p>";
  };
  const auto heading = paragraph("Recommendation:");
  CHECK(in_docx(heading + legacy("<w:default w:val=\"0\"/>", "ACCEPT") +
                legacy("<w:default w:val=\"0\"/><w:checked/>", "REJECT")) == "REJECT");
  CHECK(in_docx(heading + legacy("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>", "ACCEPT") +
                legacy("<w:default w:val=\"1\"/>", "REJECT")) == "REJECT");
  CHECK(in_docx(heading + legacy("", "ACCEPT") + legacy("", "REJECT")).empty());
  const auto control = [](const std::string& state, const std::string& word) {
    return "<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"" + state +
           "\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>*</w:t></w:r></w:sdtContent>"
           "</w:sdt><w:r><w:t xml:space=\"preserve\"> " +
           word + "</w:t></w:r></w:p>";
  };
  CHECK(in_docx(heading + control("0", "ACCEPT") + control("1", "REJECT")) == "REJECT");
  const auto sign = [](const std::string& code, const std::string& word) {
    return "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"" + code +
           "\"/></w:r><w:r><w:t xml:space=\"preserve\"> " + word + "</w:t></w:r></w:p>";
  };
  CHECK(in_docx(heading + sign("F0A8", "ACCEPT") + sign("F0FE", "REJECT")) == "REJECT");
  CHECK(in_docx(heading + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" +
                paragraph("ACCEPT") + "</w:sdtContent></w:sdt>")
            .empty());
}

TEST_CASE("recommendation: a cross in a table stands in the row or column of its word") {
  const auto table = [](const std::vector<std::vector<std::string>>& rows) {
    std::string out = "<w:tbl>";
    for (const auto& row : rows) {
      out += "<w:tr>";
      for (const auto& cell : row)
        out += "<w:tc>" + documents_test::paragraph(cell) + "</w:tc>";
      out += "</w:tr>";
    }
    return out + "</w:tbl>" + documents_test::paragraph("Contact: Anna");
  };
  CHECK(in_docx(table({{"Recommendation", "ACCEPT", "REJECT"}, {"", "", "X"}})) == "REJECT");
  CHECK(in_docx(table({{"Recommendation", "", "ACCEPT"}, {"", "X", "REJECT"}})) == "REJECT");
  CHECK(in_docx(table({{"Recommendation", "ACCEPT", ""}, {"", "REJECT", "X"}})) == "REJECT");
  CHECK(in_docx(table({{"Recommendation", "ACCEPT", "REJECT"}})).empty());
  CHECK(in_docx(table({{"Recommendation", "ACCEPT", "REJECT"}, {"", "X", "X"}})).empty());
  CHECK(in_docx(table({{"Recommendation", "REJECT"}})) == "REJECT");
}

TEST_CASE("recommendation: words that were struck through are taken back") {
  using documents_test::paragraph;
  using documents_test::run;
  CHECK(in_docx(paragraph("Recommendation:") + "<w:p>" + run("ACCEPT", "<w:strike/>") + "</w:p>" +
                paragraph("REJECT")) == "REJECT");
  CHECK(in_docx("<w:p>" + run("Recommendation: ") + run("ACCEPT", "<w:dstrike/>") +
                run(" / REJECT", "<w:strike w:val=\"0\"/>") + "</w:p>") == "REJECT");
  const auto odt = documents_test::odt(
      "<text:p>Recommendation:</text:p><text:p><text:span text:style-name=\"S\">ACCEPT</text:span>"
      "</text:p><text:p>REJECT</text:p>",
      "<office:automatic-styles><style:style style:name=\"S\" style:family=\"text\">"
      "<style:text-properties style:text-line-through-style=\"solid\"/></style:style>"
      "</office:automatic-styles>");
  CHECK(documents::inspect(odt, "odt", {documents::usual_topics(), {}}).recommendation == "REJECT");
}

TEST_CASE("recommendation: what was said before, of another version or by others is none") {
  expect("", {"Last time our recommendation was ACCEPT.\nThis time the services crash.",
              "Our previous recommendation: ACCEPT",
              "Recommendation: ACCEPT (for version 1.12; version 1.13.1 must not go out)",
              "Recommendation: ACCEPT; version 1.13.1 must not go out"});
  CHECK(documents::recommendation_in({"Recommendation:", "Recommendation: ACCEPT", false}).empty());
  CHECK(documents::recommendation_in({"Recommendation: ACCEPT", "Outcome: REJECT", false}).empty());
  CHECK(documents::recommendation_in({"Recommendation: ACCEPT", "fine", false}) == "ACCEPT");
  CHECK(documents::recommendation_in({"Recommendation: ACCEPT", {}, true}).empty());
}

TEST_CASE("recommendation: several places must agree, and a recommendation is the last word") {
  CHECK(recommendation_in("Recommendation: ACCEPT\nText\nRecommendation\nACCEPT") == "ACCEPT");
  CHECK(recommendation_in("Recommendation: ACCEPT\nText\nWe recommend to reject").empty());
  CHECK(recommendation_in("Recommendation: ACCEPT\nText\nWe cannot recommend to accept").empty());
  CHECK(recommendation_in("Recommendation: ACCEPT\nWe recommend SL5") == "ACCEPT");
  // outcomes of tests
  CHECK(recommendation_in("Outcome: rejected\nTest 2\nOutcome: ok").empty());
  CHECK(recommendation_in("Outcome: rejected\nOutcome: ok\nRecommendation: ACCEPT") == "ACCEPT");
  CHECK(recommendation_in("It is recommended to accept the licence.\nConclusion: ACCEPT") ==
        "ACCEPT");
}

TEST_CASE("recommendation: a paragraph without end says nothing, and costs little") {
  CHECK(recommendation_in("Recommendation: ACCEPT " + std::string(3'000, 'x')).empty());
  std::string many;
  while (many.size() < 500'000)
    many += "Recommendation: ACCEPT\n";
  CHECK(recommendation_in(many).empty());
  std::string wide = "recommendation ";
  while (wide.size() < 500'000)
    wide += "release is accept, ";
  CHECK(recommendation_in(wide).empty());
}

TEST_CASE("recommendation: it comes from docx and odt, and from nothing that is refused") {
  using namespace documents_test;
  const documents::Expected expected{documents::usual_topics(), {}};
  const auto in = [&](const std::string& bytes, const char* extension) {
    return documents::inspect(bytes, extension, expected).recommendation;
  };
  CHECK(in(docx(paragraph(honest) + paragraph("Recommendation") + paragraph("REJECT")), "docx") ==
        "REJECT");
  CHECK(in(odt("<text:p>Outcome: <text:span>ACC</text:span>EPT</text:p>"), "odt") == "ACCEPT");
  CHECK(in(docx(paragraph(honest)), "docx").empty());
  auto parts = docx_parts(word_xml(paragraph("Outcome: ACCEPT")));
  CHECK(in(zip(parts), "docx") == "ACCEPT"); // doubtful, for it tells nothing else
  CHECK(in(zip(parts), "odt").empty());
  parts.push_back({"word/vbaProject.bin", "x"});
  CHECK(in(zip(parts), "docx").empty());
}
