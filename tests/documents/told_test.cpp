// SPDX-License-Identifier: Apache-2.0
// Reports as people write them, and templates as they come back.
#include "documents/samples.hpp"
#include "documents/told.hpp"
#include "documents/words.hpp"

#include <catch2/catch.hpp>

using namespace documents_test;

namespace {

std::string say(const std::string& lines, const std::string& blank = {}) {
  std::string body;
  for (std::size_t at = 0; at < lines.size();) {
    const auto end = std::min(lines.find('\n', at), lines.size());
    body += paragraph(lines.substr(at, end - at));
    at = end + 1;
  }
  return words_of(docx(body), "docx", blank);
}

} // namespace

TEST_CASE("honest reports in many styles are fine") {
  // a table, cell by cell
  CHECK(say("NGI\nNGI_IT\nSite name\nINFN-T1\nComponent\nCREAM\nVersion\n1.13.1-1\nUpgrade from\n"
            "1.12.2\nBasic functionality\nok\nNumber of "
            "jobs\n12000\nGGUS\nnone\nRecommendation\nACCEPT") == "fine");
  // free prose of a German writer
  CHECK(say("We have the update of dCache to version 2.2.4 made on our head node at the site "
            "DESY-HH. It has "
            "worked without problems, only the info provider must be restarted (GGUS 84509).\n"
            "The transfers of ATLAS run since five days. From our side the version can be "
            "accepted.") == "fine");
  // an Italian one, without a word on GGUS
  CHECK(say("Early adopter: INFN-PADOVA\nWe did the installation of StoRM 1.10.0 with yum and "
            "yaim, the "
            "configuration is gone well. We made the tests of srmcp and lcg-cp, all is ok. So for "
            "us it "
            "is ACCEPT.") == "fine could_tell");
  // a French one with a rejection
  CHECK(say("Site: IN2P3-CC (NGI_FRANCE)\nProduct: WMS 3.4.0\nThe actualisation by RPM has failed: "
            "the "
            "dependencies are missing, cf. https://ggus.eu/ws/ticket_info.php?ticket=84510\nWe "
            "could not "
            "submit any job after that.\nConclusion: rejected") == "fine");
  // a Spanish one
  CHECK(say("Resource centre CIEMAT-LCG2. Deployed release: BDII top 1.1.0. Upgraded from 1.0.12 "
            "without "
            "incidences. During 6 days in production the queries are answered well; we have "
            "checked with "
            "ldapsearch. No tickets opened. We recommend the release to production.") == "fine");
  // short, with logs and code in angles
  CHECK(say("INFN-T1 tried UMD-2.3.1, yum update &lt;...&gt; "
            "done.\n&lt;version&gt;2.3.1&lt;/version&gt;\nrpm -q "
            "emi-&lt;version&gt;.rpm\nAnna &lt;anna@infn.example&gt;\npress &lt;Enter&gt;\nno GGUS "
            "tickets, safe for production") ==
        "doubtful topics_missing"); // it says neither NGI nor site
  CHECK(say("Site INFN-T1 tried UMD-2.3.1, yum update &lt;...&gt; "
            "done.\n&lt;version&gt;2.3.1&lt;/version&gt;\nrpm -q "
            "emi-&lt;version&gt;.rpm\nAnna &lt;anna@infn.example&gt;\npress &lt;Enter&gt;\nno GGUS "
            "tickets, safe for production")
            .find("unfilled") == std::string::npos);
}

TEST_CASE("needed topics that are missing are named in one finding") {
  const auto report = docx(paragraph("Site INFN-T1: CREAM 1.13.1 was installed. No GGUS tickets."));
  CHECK(words_of(report, "docx") == "doubtful topics_missing");
  CHECK(worst_text(report, "docx") == "The report does not seem to tell of: tests (what was tried, "
                                      "and how it went); recommendation "
                                      "(ACCEPT or REJECT); please add this and send it again.");
}

TEST_CASE("a document of pictures only has no text") {
  CHECK(words_of(docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "docx") == "doubtful no_text");
  CHECK(words_of(docx(paragraph(" \xC2\xA0 \xE2\x80\x8B ")), "docx") == "doubtful no_text");
}

TEST_CASE("the template that comes back unfilled is seen, whatever its blanks") {
  const std::string blank = "Report of site\nComponent 1.0\n\ninstall   test\nACCEPT  GGUS";
  CHECK(say("Report  of site\nComponent 1.0\ninstall test\n\nACCEPT GGUS", blank) ==
        "doubtful unfilled");
  CHECK(say("Report of site\nComponent 1.0 CREAM\ninstall test\nACCEPT GGUS", blank) ==
        "doubtful topics_missing");
  CHECK(say("Report of site\nComponent 1.0\ninstall test\nACCEPT GGUS\n.", blank) ==
        "doubtful unfilled");
}

TEST_CASE("a template's own lines tell nothing, and a heading tells what stands behind it") {
  const std::string blank =
      "Staged Rollout Report\nSite:\nComponent and version (e.g. 1.2.3):\nInstalled or "
      "upgraded:\nTests done:\nGGUS tickets:\nRecommendation (ACCEPT / REJECT):\n";
  CHECK(say(blank + ".", blank) == "doubtful unfilled");
  CHECK(say("2026-11-22\n" + blank, blank) == "doubtful topics_missing");
  const auto filled = [&](const std::string& site, const std::string& rest) {
    return say("Staged Rollout Report\nSite:" + site +
                   "\nComponent and version (e.g. 1.2.3):" + rest,
               blank);
  };
  const std::string rest = " CREAM 1.13.1\nInstalled or upgraded: upgraded\nTests done: 500 ok\n"
                           "GGUS tickets: none\nRecommendation (ACCEPT / REJECT):";
  CHECK(filled(" INFN-T1", rest + " ACCEPT") == "fine");
  CHECK(filled("\nINFN-T1", rest + "\nACCEPT") == "fine");
  CHECK(filled(" INFN-T1", rest) == "doubtful topics_missing");
  CHECK(filled("", rest + " ACCEPT") == "doubtful topics_missing");
  CHECK(filled(" INFN-T1", "\nInstalled or upgraded:\nTests done:\nGGUS tickets:\n"
                           "Recommendation (ACCEPT / REJECT):") == "doubtful topics_missing");
}

TEST_CASE("without a template, headings with nothing behind them and lines to write on are seen") {
  const auto missing = [](const std::string& lines) {
    return say(lines) == "doubtful topics_missing";
  };
  CHECK(missing("Report\nSite:\nComponent and version (e.g. 1.2.3):\nInstalled or upgraded:\n"
                "Tests:\nGGUS tickets:\nRecommendation (ACCEPT / REJECT):"));
  CHECK(missing("Report EMI 1.0\nSite: ____________\nInstalled: ______\nTests: ......\n"
                "GGUS tickets: _____\nRecommendation ______"));
  CHECK(missing("Site INFN-T1 version 1.13.1\nInstalled with yum\nTests: ok\nGGUS: none\n"
                "Recommendation (ACCEPT/REJECT)"));
  CHECK_FALSE(missing("Site: __INFN-T1__\nVersion:\n1.13.1\nInstalled:\nyes\nTests:\nok\nGGUS: "
                      "none\nRecommendation (ACCEPT/REJECT)\nACCEPT"));
  const auto heading = [](const char* level, const std::string& words) {
    return "<w:p><w:pPr><w:outlineLvl w:val=\"" + std::string(level) + "\"/></w:pPr><w:r><w:t>" +
           words + "</w:t></w:r></w:p>";
  };
  const auto start = paragraph("NGI_IT INFN-T1, CREAM 1.13.1 installed. No GGUS tickets.");
  CHECK(words_of(
            docx(start + heading("0", "Tests") + heading("0", "Conclusion") + paragraph("ACCEPT")),
            "docx") == "doubtful topics_missing");
  CHECK(words_of(docx(start + heading("0", "Tests") + heading("1", "CREAM") + paragraph("all ok") +
                      heading("0", "Conclusion") + paragraph("ACCEPT")),
                 "docx") == "fine");
  const auto row = [](const std::string& label, const std::string& answer) {
    return "<w:tr><w:tc>" + paragraph(label) + "</w:tc><w:tc>" + paragraph(answer) +
           "</w:tc></w:tr>";
  };
  CHECK(words_of(docx(start + "<w:tbl>" + row("Tests", "") + row("Result", "ACCEPT") + "</w:tbl>"),
                 "docx") == "doubtful topics_missing");
  CHECK(
      words_of(docx(start + "<w:tbl>" + row("Tests", "ok") + row("Result", "ACCEPT") + "</w:tbl>"),
               "docx") == "fine");
}

TEST_CASE("words of the template that still stand in angles are named") {
  const auto left = [](const std::string& words) {
    return say(honest + "\n" + words).find("unfilled") != std::string::npos;
  };
  for (const char* words :
       {"&lt;NGI&gt;", "ea-&lt;NGI&gt;-&lt;Site-name&gt;-EMI", "Site: &lt;site name&gt;",
        "&lt;SW stack-MajorVersion&gt;", "Version: &lt;version&gt;", "&lt;MW stack&gt;",
        "Outcome: &lt;ACCEPT/REJECT&gt;", "Comments: &lt;...&gt;",
        "&lt;please describe the tests&gt;", "Date &lt;dd/mm/yyyy&gt;", "RT &lt;ticket number&gt;"})
    CHECK(left(words));
  for (const char* words :
       {"&lt;version&gt;1.8&lt;/version&gt;", "emi-&lt;version&gt;.rpm",
        "Anna &lt;anna@infn.example&gt;", "press &lt;Enter&gt;", "log: x &lt;...&gt; y",
        "a &lt; b and c &gt; d", "&lt;ERROR&gt; no such host", "&lt;https://ggus.eu/&gt;",
        "std::vector&lt;x&gt;"})
    CHECK_FALSE(left(words));
}

TEST_CASE("of a text beyond measure the beginning is judged") {
  const auto behind = [](std::size_t filling) {
    std::string lines;
    while (lines.size() < filling)
      lines += "ready safe ready safe ready safe ready safe\n";
    return say(lines + honest);
  };
  CHECK(behind(documents::most_judged - 4096) == "fine");
  CHECK(behind(documents::most_judged + 4096) == "doubtful topics_missing");
}
