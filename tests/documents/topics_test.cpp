// SPDX-License-Identifier: Apache-2.0
#include "documents/topics.hpp"

#include <catch2/catch.hpp>

using documents::read_topics;

namespace {

std::string fault(const char* tsv) {
  const auto read = read_topics(tsv, "topics.tsv");
  return read ? "none" : base::describe(read.error());
}

} // namespace

TEST_CASE("a table of topics") {
  const auto read =
      read_topics("# comment\n\nouter name\tneeded\ta+\r\nmore\tuseful\t\xC3\x89\n", "t");
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK(read->front().name == "outer name");
  CHECK(read->front().needed);
  CHECK_FALSE(read->back().needed);
  CHECK(read->front().pattern.find("xAA")->groups[0] == "AA");
  CHECK(read->back().pattern.find("\xC3\xA9")); // the case of every alphabet's letters
}

TEST_CASE("each error names file, line and remedy") {
  const std::string form = " (a line is the name, a tab, needed or useful, a tab, the pattern)";
  CHECK(fault("a\tneeded\tx\nb needed x\n") ==
        "topics.tsv:2: there are not three columns with tabs between them" + form);
  CHECK(fault("a\tneeded\tx\ty") ==
        "topics.tsv:1: there are not three columns with tabs between them" + form);
  CHECK(fault("a\tneeded\t\n") == "topics.tsv:1: a column is empty" + form);
  CHECK(fault("a\tmust\tx") == "topics.tsv:1: 'must' is neither needed nor useful" + form);
  CHECK(fault("a\tneeded\tx\na\tuseful\ty") ==
        "topics.tsv:2: the topic 'a' stands twice (join the two patterns with |)");
  CHECK(fault("a\tneeded\tx*").find("is found in an empty text") != std::string::npos);
  CHECK(fault("a\tneeded\t(x").find("topics.tsv:1: pattern '(x' is wrong at its sign 2: ") == 0);
}

TEST_CASE("the shipped table is part of the program, and most of it is needed") {
  const auto& usual = documents::usual_topics();
  CHECK(usual.size() == 6);
  CHECK(&usual == &documents::usual_topics());
  CHECK(usual.back().name == "recommendation (ACCEPT or REJECT)");
  CHECK(usual.back().needed);
}
