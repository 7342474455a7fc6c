// SPDX-License-Identifier: Apache-2.0
#include "rollout/reply.hpp"

#include <catch2/catch.hpp>

using namespace rollout;

namespace {

const Roster roster({"NGI_IT-INFN-T1", "NGI_UK-UKI-LT2-QMUL", "NGI_FRANCE-IN2P3-CC",
                     "NGI_FRANCE-IN2P3-CC-T2", "NGI_CZ-prague_cesnet_lcg2", "NGI_IBERGRID-pic"});

// "accept NGI_IT-INFN-T1 | ! malformed 2": commands, then complaints with their lines.
std::string shown(std::string_view text, std::string_view html = {}) {
  const Reply reply = read_reply(text, html, roster);
  std::string out = to_word(reply.outcome);
  for (const auto& command : reply.commands)
    out += std::string(" | ") + to_word(command.verb) + " " + command.team;
  for (const auto& complaint : reply.complaints) {
    out += std::string(" | ! ") + to_word(complaint.code) + " " + std::to_string(complaint.line);
    for (const auto& line : complaint.suggestions)
      out += " -> " + line;
  }
  return out;
}

} // namespace

TEST_CASE("a command on a line of its own is read, however it is decorated") {
  const std::string good = "commands | accept NGI_IT-INFN-T1";
  for (const char* text : {"accept NGI_IT-INFN-T1",
                           "ACCEPT ngi_it-infn-t1",
                           "Hello,\n\n  accept   NGI_IT-INFN-T1\n\nAnna",
                           "**accept NGI_IT-INFN-T1**",
                           "`accept NGI_IT-INFN-T1`",
                           "- accept NGI_IT-INFN-T1",
                           "1. accept NGI_IT-INFN-T1",
                           "(2) accept NGI_IT-INFN-T1",
                           "accept: NGI_IT-INFN-T1",
                           "accept:NGI_IT-INFN-T1",
                           "accept NGI_IT-INFN-T1.",
                           "accept ea-NGI_IT-INFN-T1",
                           "accept <NGI_IT-INFN-T1>",
                           "<accept NGI_IT-INFN-T1>",
                           "\"accept NGI_IT-INFN-T1\"",
                           "accept\tNGI_IT-INFN-T1",
                           "accept\xC2\xA0NGI_IT-INFN-T1",
                           "\xE2\x80\x8B"
                           "accept NGI_IT-INFN-T1",
                           "accept NGI_IT\xE2\x80\x93INFN\xE2\x80\x93T1",
                           "\xE2\x80\xA2 accept NGI_IT-INFN-T1",
                           "accept NGI_IT-INFN-T1!",
                           "accept NGI_IT-INFN-T1\xE2\x80\xA6",
                           "\xE2\x9C\x85 accept NGI_IT-INFN-T1",
                           "\xE2\x96\xAA accept NGI_IT-INFN-T1",
                           "a) accept NGI_IT-INFN-T1",
                           "- [x] accept NGI_IT-INFN-T1",
                           "***accept NGI_IT-INFN-T1***",
                           "_accept_ **NGI_IT-INFN-T1**",
                           "`accept` `NGI_IT-INFN-T1`",
                           "\xC2\xAB"
                           "accept NGI_IT-INFN-T1\xC2\xBB",
                           "\xE2\x80\x9E"
                           "accept NGI_IT-INFN-T1\xE2\x80\x9C",
                           "\xEF\xBB\xBF"
                           "accept\xE2\x80\x8A NGI_IT\xE2\x88\x92INFN\xE2\x80\x91T1",
                           "accept NGI_IT-INFN-T1\xEF\xBC\x81",
                           "accept\xEF\xBC\x9ANGI_IT-INFN-T1",
                           "[accept NGI_IT-INFN-T1]",
                           "accept\xC2\xAD NGI_IT-\xE2\x80\x8BINFN-T1",
                           "accept NGI_IT-INFN-T1\r\n"}) {
    CAPTURE(text);
    CHECK(shown(text) == good);
  }
  CHECK(shown("reject NGI_IBERGRID-PIC") == "commands | reject NGI_IBERGRID-pic");
  CHECK(shown("withdraw NGI_IT-INFN-T1") == "commands | withdraw NGI_IT-INFN-T1");
}

TEST_CASE("several teams, repeats and contradictions") {
  CHECK(shown("accept NGI_IT-INFN-T1\nreject NGI_UK-UKI-LT2-QMUL") ==
        "commands | accept NGI_IT-INFN-T1 | reject NGI_UK-UKI-LT2-QMUL");
  CHECK(shown("accept NGI_IT-INFN-T1\naccept NGI_IT-INFN-T1") ==
        "commands | accept NGI_IT-INFN-T1 | ! duplicate 2");
  CHECK(shown("accept NGI_IT-INFN-T1\nreject NGI_IT-INFN-T1") ==
        "conflict | ! conflict 2 -> accept NGI_IT-INFN-T1 -> reject NGI_IT-INFN-T1");
  CHECK(shown("accept NGI_IT-INFN-T1", "reject NGI_IT-INFN-T1") == "conflict | ! halves_differ 0");
  CHECK(shown("accept NGI_IT-INFN-T1", "accept NGI_IT-INFN-T1") ==
        "commands | accept NGI_IT-INFN-T1");
  CHECK(shown("accept NGI_IT-INFN-T1", "see the picture") == "commands | accept NGI_IT-INFN-T1");
  CHECK(shown("accept NGI_IT-INFN-T1\nacept NGI_UK-UKI-LT2-QMUL") ==
        "commands | accept NGI_IT-INFN-T1 | ! malformed 2 -> accept NGI_UK-UKI-LT2-QMUL");
}

TEST_CASE("a near miss is answered with the right line and never guessed") {
  const std::string right = "malformed | ! malformed 1 -> accept NGI_IT-INFN-T1";
  for (const char* text :
       {"acept NGI_IT-INFN-T1", "accepted NGI_IT-INFN-T1", "approve NGI_IT-INFN-T1",
        "NGI_IT-INFN-T1 accept", "NGI_IT-INFN-T1 accepted", "NGI_IT-INFN-T1: accept",
        "ea-NGI_IT-INFN-T1 accept", "accept - NGI_IT-INFN-T1", "aceept NGI_IT-INFN-T1",
        "accepted: NGI_IT-INFN-T1", "Approved NGI_IT-INFN-T1 with pleasure",
        "accept NGI_IT-INFN-T1 if the load is low", "accept NGI_IT-INFN-T1 NGI_UK-UKI-LT2-QMUL"}) {
    CAPTURE(text);
    CHECK(shown(text) == right);
  }
  CHECK(shown("accept") == "malformed | ! malformed 1");
  CHECK(shown("Approved.") == "malformed | ! malformed 1");
  CHECK(shown("accept <your-team>") == "malformed | ! malformed 1");
  CHECK(shown("accetto NGI_IT-INFN-T1") ==
        "malformed | ! malformed 1 -> accept NGI_IT-INFN-T1 -> reject NGI_IT-INFN-T1");
}

TEST_CASE("an unknown team is answered with the nearest ones") {
  CHECK(shown("accept NGI_IT-INFNT1") == "malformed | ! unknown_team 1 -> accept NGI_IT-INFN-T1");
  CHECK(shown("accept INFN-T1") == "malformed | ! unknown_team 1 -> accept NGI_IT-INFN-T1");
  CHECK(shown("accept pic") == "malformed | ! unknown_team 1 -> accept NGI_IBERGRID-pic");
  CHECK(shown("accept NGI_FRANCE-IN2P3-CC-T") ==
        "malformed | ! unknown_team 1 -> accept NGI_FRANCE-IN2P3-CC -> accept "
        "NGI_FRANCE-IN2P3-CC-T2");
  CHECK(shown("reject NGI_XX-NOWHERE") == "malformed | ! unknown_team 1");
}

TEST_CASE("prose never counts") {
  for (const char* text :
       {"We accept NGI_IT-INFN-T1 usually", "ok", "Accept our apologies for the delay",
        "I would accept NGI_IT-INFN-T1", "Team NGI_IT-INFN-T1", "Regards, NGI_IT-INFN-T1",
        "NGI_IT-INFN-T1", "from NGI_IT-INFN-T1", "please do not accept NGI_IT-INFN-T1",
        "please send:  accept NGI_IT-INFN-T1", "or:  accept NGI_IT-INFN-T1", "OK!", "yes", "+1",
        "accept the new release, please", "> accept NGI_IT-INFN-T1", "- > accept NGI_IT-INFN-T1",
        "| accept NGI_IT-INFN-T1", "-> accept NGI_IT-INFN-T1"}) {
    CAPTURE(text);
    CHECK(shown(text) == "none");
  }
  CHECK(shown("") == "empty");
  CHECK(shown(" \n\t\n") == "empty");
}

TEST_CASE("a contradiction voids the whole mail, also where the other team is clear") {
  CHECK(shown("accept NGI_IT-INFN-T1\nreject NGI_IT-INFN-T1\naccept NGI_UK-UKI-LT2-QMUL")
            .find("conflict | !") == 0);
  CHECK(shown("accept NGI_IT-INFN-T1\nwithdraw NGI_IT-INFN-T1").find("conflict") == 0);
  CHECK(shown("accept NGI_IT-INFN-T1\nreject NGI_UK-UKI-LT2-QMUL",
              "reject NGI_UK-UKI-LT2-QMUL\naccept NGI_IT-INFN-T1") ==
        "commands | accept NGI_IT-INFN-T1 | reject NGI_UK-UKI-LT2-QMUL");
  CHECK(shown("accept NGI_IT-INFN-T1", "accept NGI_IT-INFN-T1\naccept NGI_UK-UKI-LT2-QMUL") ==
        "conflict | ! halves_differ 0");
  CHECK(shown("no word of it", "accept NGI_IT-INFN-T1") == "none");
}

TEST_CASE("the number of a line counts from the first, blank lines too") {
  CHECK(shown("Hello,\n\nacept NGI_IT-INFN-T1\n") ==
        "malformed | ! malformed 3 -> accept NGI_IT-INFN-T1");
  CHECK(shown("accept NGI_UK-UKI-LT2-QMUL\n\nreject INFN-T1\n") ==
        "commands | accept NGI_UK-UKI-LT2-QMUL | ! unknown_team 3 -> reject NGI_IT-INFN-T1");
}

TEST_CASE("without a list of teams, a name is no team that a foreign word stands before") {
  CHECK(read_reply("Viele Jean-Luc", "", Roster::anyone()).outcome == Outcome::none);
  CHECK(read_reply("accetto NGI_IT-INFN-T1", "", Roster::anyone()).outcome == Outcome::malformed);
  CHECK(read_reply("accept NGI_X-Y", "", Roster::anyone()).outcome == Outcome::commands);
}

TEST_CASE("teams that a text may speak of are looked up first") {
  CHECK(mentioned_teams("hello\naccept ea-NGI_IT-INFN-T1\nNGI_X-Y accept\n") ==
        std::vector<std::string>{"NGI_IT-INFN-T1", "NGI_X-Y"});
}

TEST_CASE("a form counts where it is ticked, and only there") {
  const std::string good = "commands | accept NGI_IT-INFN-T1";
  const std::string other = "reject NGI_IT-INFN-T1";
  for (const char* tick : {"[x]", "[X]", "(x)", "[v]", "☒"})
    for (const char* empty : {"[ ]", "( )", "[_]", "[]", "☐"}) {
      INFO(tick << empty);
      CHECK(shown(std::string(tick) + " accept NGI_IT-INFN-T1\n" + empty + " " + other) == good);
      CHECK(shown("accept NGI_IT-INFN-T1 " + std::string(tick) + "\n" + other + " " + empty) ==
            good);
      CHECK(shown(std::string("- ") + empty + " " + other) == "none");
    }
}

TEST_CASE("words behind the team are answered with the line, whatever parts them") {
  const std::string wanted = "malformed | ! malformed 1 -> accept NGI_IT-INFN-T1";
  for (const char* text :
       {"accept NGI_IT-INFN-T1, thanks", "accept NGI_IT-INFN-T1. Thanks!",
        "accept NGI_IT-INFN-T1; all fine", "accept NGI_IT-INFN-T1: we tested it",
        "accept NGI_IT-INFN-T1! Great work", "accepted NGI_IT-INFN-T1, regards"}) {
    INFO(text);
    CHECK(shown(text) == wanted);
  }
}

TEST_CASE("emoji and links that programs make are no part of a line, marks of quoting are") {
  const std::string good = "commands | accept NGI_IT-INFN-T1";
  for (const char* text :
       {"👍 accept NGI_IT-INFN-T1", "🟢 accept NGI_IT-INFN-T1", "1️⃣ accept NGI_IT-INFN-T1",
        "accept NGI_IT-INFN-T1<http://NGI_IT-INFN-T1>",
        "accept NGI_IT-INFN-T1 <http://NGI_IT-INFN-T1>",
        "accept [NGI_IT-INFN-T1](http://NGI_IT-INFN-T1)"}) {
    INFO(text);
    CHECK(shown(text) == good);
  }
  for (const char* text : {"} accept NGI_IT-INFN-T1", ") accept NGI_IT-INFN-T1",
                           "~~accept NGI_IT-INFN-T1~~", "] accept NGI_IT-INFN-T1"}) {
    INFO(text);
    CHECK(shown(text).find("commands") == std::string::npos);
  }
}

TEST_CASE("a doubted line is told of where nothing else was said") {
  const rollout::Roster roster({"NGI_IT-INFN-T1"});
  const std::vector<std::string> doubted{"accept NGI_IT-INFN-T1", "and so on"};
  const auto told = rollout::read_reply("ok", "", roster, {}, doubted);
  CHECK(told.outcome == rollout::Outcome::none);
  REQUIRE(told.complaints.size() == 1);
  CHECK(told.complaints[0].code == Code::quoted);
  CHECK(told.complaints[0].suggestions == std::vector<std::string>{"accept NGI_IT-INFN-T1"});
  CHECK(rollout::read_reply("accept NGI_IT-INFN-T1", "", roster, {}, doubted).complaints.empty());
}
