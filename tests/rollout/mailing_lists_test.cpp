// SPDX-License-Identifier: Apache-2.0
#include "rollout/tables.hpp"

#include <catch2/catch.hpp>

using rollout::MailingLists;

namespace {

std::string refusal(const std::string& text) {
  const auto read = MailingLists::read(text, "lists.tsv");
  REQUIRE_FALSE(read);
  CHECK(read.error().fault == base::Fault::invalid);
  CHECK_FALSE(read.error().hint.empty());
  return read.error().what;
}

} // namespace

TEST_CASE("a list has the sender and the beginning of subjects that it wants") {
  const auto read = MailingLists::read("# who may post where\n"
                                       "EA-emi@lists.example\tposter@egi.example\t[Rollout]\r\n"
                                       "osg@lists.example\t-\tStaged rollout:\n"
                                       "\n"
                                       "umd@lists.example\tposter@egi.example\t-\n",
                                       "lists.tsv");
  REQUIRE(read);
  CHECK(read->of("ea-EMI@lists.example").from == "poster@egi.example");
  CHECK(read->of("ea-EMI@lists.example").prefix == "[Rollout]");
  CHECK(read->of("osg@lists.example").from.empty());
  CHECK(read->of("osg@lists.example").prefix == "Staged rollout:");
  CHECK(read->of("umd@lists.example").prefix.empty());
  CHECK(read->of("another@lists.example").from.empty());
  CHECK(read->addresses().size() == 5);
  CHECK(MailingLists::read("", "lists.table")->addresses().empty());
}

TEST_CASE("a line of the table of lists that is none is refused with its place") {
  CHECK(refusal("a@b.example\tc@d.example\n") ==
        "lists.tsv:1: 'a@b.example c@d.example': there are not three columns");
  CHECK(refusal("# x\na@b.example\t-\t-\t-\n").starts_with("lists.tsv:2:"));
  CHECK(refusal("early-adopters\t-\t-\n").ends_with("the list or the sender is no address"));
  CHECK(refusal("a@b.example\tEGI <c@d.example>\t-\n").ends_with("is no address"));
  CHECK(refusal("a@b.example\t\tx\n").ends_with("an empty column: - stands for none"));
  CHECK(refusal("a@b.example\t-\t\n").ends_with("an empty column: - stands for none"));
  CHECK(refusal("a@b.example\t-\tx\nA@B.example\t-\ty\n").ends_with("this list stands twice"));
  CHECK(refusal("a@b.example\t-\t" + std::string(61, 'x') + "\n")
            .ends_with("this cannot stand before a subject"));
  CHECK(refusal("a@b.example\t-\tx\x01y\n").ends_with("this cannot stand before a subject"));
}
