// SPDX-License-Identifier: Apache-2.0
// What reports recommend, as people and templates word it.
#include "documents/inspect.hpp"
#include "documents/recommendation.hpp"
#include "documents/samples.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using documents::recommendation_in;

namespace {

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
          "Recommendation: ACCEPT or REJECT?", "Recommendation: [x] ACCEPT [ ] REJECT",
          "Recommendation: ACCEPT on SL5, REJECT on SL6", "Should this release be accepted?",
          "Recommendation: ACCEPT (two jobs were rejected)"});
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
