// SPDX-License-Identifier: Apache-2.0
#include "base/pattern.hpp"

#include <catch2/catch.hpp>

using base::Pattern;

TEST_CASE("a pattern of a file that people write is an error where it does not compile") {
  const auto wrong = Pattern::compile("a(b");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().fault == base::Fault::invalid);
  CHECK(wrong.error().what.find("'a(b' is wrong at its sign 3: ") == 8);
  const auto right = Pattern::compile("A(b)", Pattern::Case::ignored);
  REQUIRE(right);
  CHECK(right->find("xaB")->groups[1] == "B");
}

TEST_CASE("a copy of a pattern matches as the first does, also after its end") {
  auto first = std::make_unique<Pattern>("b+");
  const Pattern copy = *first;
  first.reset();
  CHECK(copy.find("abbc")->end == 3);
  CHECK_FALSE(copy.find("ac"));
}
