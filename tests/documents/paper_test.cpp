// SPDX-License-Identifier: Apache-2.0
// What is written as an odt is what our own reader reads, whatever the words are.
#include "documents/odt_parts.hpp"
#include "documents/sample_paper.hpp"
#include "documents/samples.hpp"
#include "documents/words.hpp"
#include "documents/write_odt.hpp"
#include "documents/xml_text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <numeric>

using namespace documents;

namespace {

const auto made = base::from_unix(1'795'222'800);

std::string odt_of(const Paper& paper) {
  return to_odt(paper, made).value_or("");
}

// As it is read again, without the page's number.
std::string again(const Paper& paper) {
  auto text = text_of(odt_of(paper), "odt");
  if (!text)
    return base::describe(text.error());
  const std::string number = "1 / 1\n";
  REQUIRE(text->ends_with(number));
  return text->substr(0, text->size() - number.size());
}

std::string again(const std::string& words) {
  return again(Paper{"", {Paragraph{{{words}}}}});
}

int sum(const std::vector<int>& all) {
  return std::accumulate(all.begin(), all.end(), 0);
}

} // namespace

TEST_CASE("paper: each block is read again in its place") {
  const Paper paper{
      "The title",
      {Heading{"One"}, Paragraph{{{"see "}, {"GGUS 1", "https://ggus.eu/1"}, {" and more"}}},
       Heading{"Two", 2}, Bullets{{{{{"first"}}}, {{{"", "mailto:anna@infn.example"}}}}},
       Table{{"Team", "Answer"}, {{"T1", "accepted"}, {"T2"}, {"T3", "a", "b"}}},
       Paragraph{{{"end"}}}}};
  CHECK(again(paper) ==
        "The title\nOne\nsee GGUS 1 and more\nTwo\nfirst\nmailto:anna@infn.example\n"
        "Team\nAnswer\nT1\naccepted\nT2\nT3\na\nb\nend\n");
}

TEST_CASE("paper: what it writes is fine as a report") {
  const Paper paper{"Report", {Paragraph{{{documents_test::honest}}}}};
  CHECK(documents_test::words_of(odt_of(paper), "odt") == "fine");
}

TEST_CASE("paper: the type is seen without unpacking") {
  CHECK(odt_of({}).substr(26, 4 + 8 + 39) ==
        std::string("\x08\0\0\0", 4) + "mimetypeapplication/vnd.oasis.opendocument.text");
}

TEST_CASE("paper: the same paper gives the same bytes, in every time zone") {
  const auto paper = documents_test::sample_paper();
  const auto first = odt_of(paper);
  setenv("TZ", "Asia/Kathmandu", 1); // NOLINT: one thread
  tzset();
  const auto second = odt_of(paper);
  unsetenv("TZ"); // NOLINT
  tzset();
  CHECK_FALSE(first.empty());
  CHECK(first == second);
  CHECK(to_odt(paper, made + base::Seconds(1)) != first);
}

TEST_CASE("paper: signs of XML are words, also in addresses and cells") {
  const std::string odd = R"(<&>" ]]> <!-- &amp; &#0; <text:p> 'x')";
  CHECK(again(odd) == odd + "\n");
  CHECK(again(Paper{odd,
                    {Heading{odd}, Paragraph{{{odd, "https://a.example/?a=<&>\"'"}}},
                     Bullets{{{{{odd}}}}}, Table{{odd}, {{odd}}}}}) ==
        odd + "\n" + odd + "\n" + odd + "\n" + odd + "\n" + odd + "\n" + odd + "\n");
}

TEST_CASE("paper: blanks, tabs and ends of line keep their place") {
  CHECK(again("a   b\tc") == "a   b\tc\n");
  CHECK(again("  two before") == "  two before\n");
  CHECK(again("a\nb\r\nc\rd\xE2\x80\xA8"
              "e") == "a\nb\nc\nd\ne\n");
  CHECK(again("a \n b") == "a\n b\n");
}

TEST_CASE("paper: no control character, nothing that reorders, only UTF-8") {
  const std::string bad = "\xEF\xBF\xBD";
  CHECK(cleaned(std::string("a\0b\x1B[31mc\x7F\xC2\x9B", 12)) == "ab[31mc");
  CHECK(cleaned("ea-\xE2\x80\xAE"
                "cod.tdo\xE2\x81\xA9") == "ea-cod.tdo");
  CHECK(cleaned("caf\xE9 ok") == "caf" + bad + " ok");
  CHECK(cleaned("\xC0\xAF") == bad + bad);                     // overlong
  CHECK(cleaned("\xED\xA0\x80") == bad + bad + bad);           // a surrogate
  CHECK(cleaned("\xF4\x90\x80\x80") == bad + bad + bad + bad); // beyond the last
  CHECK(cleaned("\xE2\x82") == bad + bad);                     // cut
  CHECK(cleaned("\xEF\xBF\xBE") == bad);                       // no character
  const std::string good = "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C";
  CHECK(cleaned(good) == good);
  std::string all;
  for (int i = 0; i < 256; ++i)
    for (int j = 0; j < 256; ++j)
      all += {static_cast<char>(i), static_cast<char>(j), 'x'};
  CHECK(again(all).size() > 256 * 256);
}

TEST_CASE("paper: only addresses that are safe to follow become links") {
  const auto linked = [](const std::string& url) {
    const Paper paper{"", {Paragraph{{{"words", url}}}}};
    CHECK(again(paper) == "words\n");
    return odt_content(paper).find("xlink:href") != std::string::npos;
  };
  CHECK(linked("https://ggus.eu/"));
  CHECK(linked("HTTP://a.example/"));
  CHECK(linked("mailto:anna@infn.example"));
  for (const char* url : {"", "javascript:alert(1)", "file:///etc/passwd", "vnd.sun.star.script:x",
                          " https://a.example/", "//a.example/", "#top"})
    CHECK_FALSE(linked(url));
}

TEST_CASE("paper: 10,000 cells are all there") {
  Table table{{"a", "b", "c", "d"}, {}};
  std::string wanted = "a\nb\nc\nd\n";
  for (int i = 0; i < 2'500; ++i) {
    const auto word = std::to_string(i);
    table.rows.push_back({word, word + "&", word + "<", word + "\xFF"});
    wanted += word + "\n" + word + "&\n" + word + "<\n" + word + "\xEF\xBF\xBD\n";
  }
  CHECK(again(Paper{"", {table}}) == wanted);
}

TEST_CASE("paper: columns are as wide as their words need") {
  CHECK(column_widths({}).empty());
  CHECK(sum(column_widths({{"a", "b"}, {}})) < text_width / 4);
  CHECK(sum(column_widths({{std::string(500, 'x')}, {}})) <= text_width);
  const std::string sentence = "a long sentence that tells what was found in a week";
  const auto widths = column_widths({{"Team", "State", "Remarks", "Remedies"},
                                     {{"NGI_IT-INFN-T1", "accepted", sentence, sentence}}});
  CHECK(sum(widths) == text_width);
  CHECK(widths[2] > 2 * widths[0]);
  CHECK(widths[1] > 15);
  const auto even = column_widths({std::vector<std::string>(12, std::string(400, 'x')), {}});
  CHECK(sum(even) == text_width);
  CHECK(*std::max_element(even.begin(), even.end()) <= 15);
}

TEST_CASE("paper: without blocks, rows or words it is a document all the same") {
  CHECK(again(Paper{}).empty());
  CHECK(again(Paper{"t", {Table{}, Bullets{}, Paragraph{}, Table{{}, {{}, {"cell"}}}}}) ==
        "t\ncell\n");
}
