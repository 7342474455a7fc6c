// SPDX-License-Identifier: Apache-2.0
#include "mail/line_kind.hpp"

#include <catch2/catch.hpp>

using mail::kind_of;
using mail::LineKind;

TEST_CASE("what bears a mark is quoted") {
  for (const char* line : {"> x", ">x", " > x", "\t>x", ">>> x", "| x", "» x", "JD> x", "anna> x",
                           "＞ x", "│ x", "- > x", "* > accept T", "Éva> x"})
    CHECK(kind_of(line) == LineKind::quoted);
  for (const char* line :
       {"x", "a > b", "<x>", "accept T", "x | y", "https://x>y", "-> x", "=> accept T", "--> x"})
    CHECK(kind_of(line) != LineKind::quoted);
}

TEST_CASE("a line that begins like a command is one, however it is decorated") {
  for (const char* line : {"accept T", "***accept T***", "- [ ] reject T", "___accept T___",
                           "Accepted, thanks", "release r4f7-k2m9", "• withdraw T"})
    CHECK(kind_of(line) == LineKind::command);
  for (const char* line : {"we accept T", "acceptance", "T accept"})
    CHECK(kind_of(line) == LineKind::text);
}

TEST_CASE("labels are labels in one case and the other") {
  CHECK(mail::label_of("From: x") == mail::Label::from);
  CHECK(mail::label_of("BETREFF: x") == mail::Label::subject);
  CHECK(mail::label_of("ПРЕДМЕТ: x") == mail::Label::subject);
  CHECK(mail::label_of("*Sent:* x") == mail::Label::sent);
  CHECK(mail::label_of("From here: x") == mail::Label::none);
  CHECK(mail::label_of("x") == mail::Label::none);
}
