// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"
#include "base/pattern.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

TEST_CASE("cells: every piece between separators, also empty ones") {
  using Cells = std::vector<std::string>;
  CHECK(base::cells("a\t b \t\tc\t", '\t') == Cells{"a", " b ", "", "c", ""});
  CHECK(base::cells("", '\t') == Cells{""});
}

TEST_CASE("percent: all but what a URL takes anywhere is encoded, byte by byte") {
  CHECK(base::percent_encoded("a b[ü]&=/~") == "a%20b%5B%C3%BC%5D%26%3D%2F~");
  CHECK(base::percent_encoded("ea-NGI_IT.odt") == "ea-NGI_IT.odt");
}

TEST_CASE("lines end at LF or CRLF and a last line end makes no line") {
  CHECK(base::lines("").empty());
  CHECK(base::lines("a\r\nb\n\nc") == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(base::lines("a\n") == std::vector<std::string_view>{"a"});
}

TEST_CASE("distance counts edits and stops at its limit") {
  CHECK(base::distance("accept", "acept", 2) == 1);
  CHECK(base::distance("accept", "accept", 2) == 0);
  CHECK(base::distance("accept", "reject", 2) == 3);
  CHECK(base::distance("", std::string(100'000, 'x'), 2) == 3);
}

TEST_CASE("split trims and drops what is empty") {
  CHECK(base::split(" a, b ,,c", ',') == std::vector<std::string>{"a", "b", "c"});
  CHECK(base::join({"a", "b"}, ", ") == "a, b");
}

TEST_CASE("one of several names is known in any case, and only whole") {
  const std::vector<std::string> names{"mx.example", "List-Id"};
  CHECK(base::is_one_of("LIST-ID", names));
  CHECK_FALSE(base::is_one_of("List-I", names));
  CHECK_FALSE(base::is_one_of("", names));
  CHECK_FALSE(base::is_one_of("", std::vector<std::string>()));
}

TEST_CASE("a stranger's words keep to one line, and are cut between signs") {
  CHECK(base::one_line(" a\r\nb\x7f\tc \n", 100) == "a  b  c");
  CHECK(base::one_line("abc", 3) == "abc");
  CHECK(base::one_line("abcd", 3) == "abc…");
  CHECK(base::one_line("aé", 2) == "a…");
  CHECK(base::one_line(" \n", 1).empty());
}

TEST_CASE("what is no UTF-8 in a stranger's words becomes a sign that says so") {
  const std::string sign = "\uFFFD";
  CHECK(base::one_line("\x1f\x8b\x08 gzip", 100) == " " + sign + "  gzip");
  CHECK(base::one_line("C\xf4te d'Or", 100) == "C" + sign + "te d'Or");
  CHECK(base::one_line("a\xff\xfe\xc3", 100) == "a" + sign);
  CHECK(base::one_line("\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80", 100) ==
        sign + " " + sign + " " + sign); // overlong, half a pair, beyond the last
  CHECK(base::one_line("é € \U0001F600", 100) == "é € \U0001F600");
}

TEST_CASE("escapes become bytes, and what is none stays") {
  const auto unescaped = [](std::string_view text, bool (*wanted)(char) = nullptr) {
    std::string out = "x";
    base::append_unescaped(out, text, '%', wanted);
    return out;
  };
  CHECK(unescaped("") == "x");
  CHECK(unescaped("a%3Db%3dc%FF") == "xa=b=c\xFF");
  CHECK(unescaped("%%41%4%G1%1G%") == "x%A%4%G1%1G%");
  CHECK(unescaped("%253D") == "x%3D"); // once
  CHECK(unescaped("%41%0A", [](char c) { return c > ' '; }) == "xA%0A");
}

TEST_CASE("a header word holds no line end and no NUL") {
  CHECK(base::fits_one_line("a b"));
  CHECK_FALSE(base::fits_one_line("a\rb"));
  CHECK_FALSE(base::fits_one_line("a\nb"));
  CHECK_FALSE(base::fits_one_line(std::string_view("a\0b", 3)));
}

TEST_CASE("a pattern finds groups and survives a subject made to be slow") {
  const base::Pattern tag(R"(\[(\S+) #(\d+)\])");
  const auto found = tag.find("Re: [rt.egi.eu #4711] Staged Rollout");
  REQUIRE(found);
  CHECK(found->groups[1] == "rt.egi.eu");
  CHECK(found->groups[2] == "4711");
  CHECK(found->begin == 4);
  CHECK_FALSE(tag.find("nothing"));
  const base::Pattern slow("^(a+)+$");
  CHECK_FALSE(slow.find(std::string(100, 'a') + "b"));
}

TEST_CASE("sha256 of the empty string is the known one") {
  CHECK(base::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(base::short_digest("").size() == 16);
}

TEST_CASE("wrap breaks at blanks and never inside a word") {
  CHECK(base::wrap("one two three", 9, "  ") == "  one two\n  three\n");
  CHECK(base::wrap("a-very-long-word b", 6, "") == "a-very-long-word\nb\n");
  CHECK(base::wrap("", 6, "") == "");
}

TEST_CASE("what a terminal must not see is an escape, and all else stays") {
  CHECK(base::visible("a\nb\x1b[2J\x7f") == "a\\x0ab\\x1b[2J\\x7f");
  CHECK(base::visible("\u202e\u200b\ufeff\u061c\u009b") == "\\u202e\\u200b\\ufeff\\u061c\\u009b");
  for (const std::string text :
       {"", "Grüße an Ωmega – 统一码 🙂", "cut \xe2\x80", "\xff\xc2"})
    CHECK(base::visible(text) == text);
}
