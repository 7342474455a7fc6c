// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "mail/fold.hpp"

#include <catch2/catch.hpp>

using mail::fold;

TEST_CASE("a short line stays as it is, blanks and all") {
  CHECK(fold("a  b \n\n  c") == "a  b \n\n  c");
  CHECK(fold("x\n") == "x\n");
  CHECK(fold("").empty());
}

TEST_CASE("a long line is broken at its blanks and hangs below its first word") {
  const std::string words = base::join(std::vector<std::string>(16, "words"), " ");
  const std::string eight = base::join(std::vector<std::string>(8, "words"), " ");
  CHECK(fold("Ticket:            " + words) ==
        "Ticket:            " + eight + "\n                   " + eight);
  CHECK(fold("  - " + words + "\n") ==
        "  - " + eight + " words words words\n    words words words words words\n");
  CHECK(fold("| " + words).find("\n| words") != std::string::npos);
  CHECK(fold("    " + words).find("\n    words") != std::string::npos);
  CHECK(fold("At 10:00 " + words).find("\nwords") != std::string::npos);
}

TEST_CASE("no line has 72 columns, counted in characters") {
  std::string text;
  for (std::size_t length = 1; length < 30; ++length)
    for (const char* letter : {"x", "ü", "中"})
      text += base::join(std::vector<std::string>(
                             40, base::join(std::vector<std::string>(length, letter), "")),
                         " ") +
              "\n";
  const auto whole = fold(text);
  for (const auto line : base::lines(whole)) {
    std::size_t columns = 0;
    for (const char c : line)
      columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    CHECK(columns < 72);
  }
}

TEST_CASE("a word is never cut, nor a command") {
  const std::string url = "https://rt.example.test/" + std::string(100, 'x');
  CHECK(fold("  " + url) == "  " + url);
  CHECK(fold("see " + url) == "see\n" + url);
  const std::string command = "accept\xC2\xA0NGI_" + std::string(60, 'X');
  CHECK(fold("    please send:  " + command) ==
        "    please send:  accept NGI_" + std::string(60, 'X'));
}
