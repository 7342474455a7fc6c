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
        "please send:  accept NGI_IT-INFN-T1", "or:  accept NGI_IT-INFN-T1"}) {
    CAPTURE(text);
    CHECK(shown(text) == "none");
  }
  CHECK(shown("") == "empty");
  CHECK(shown(" \n\t\n") == "empty");
}

TEST_CASE("GGUS tickets that are named become links, each once") {
  const auto reply = read_reply("see https://ggus.eu/ws/ticket_info.php?ticket=84509 and\n"
                                "https://ggus.eu/?mode=ticket_info&ticket_id=84509.\n"
                                "https://ggus.eu/index.php?mode=ticket_info&ticket_id=84510",
                                "", roster);
  CHECK(reply.links ==
        std::vector<std::string>{"https://ggus.eu/?mode=ticket_info&ticket_id=84509",
                                 "https://ggus.eu/?mode=ticket_info&ticket_id=84510"});
}

TEST_CASE("teams that a text may speak of are looked up first") {
  CHECK(mentioned_teams("hello\naccept ea-NGI_IT-INFN-T1\nNGI_X-Y accept\n") ==
        std::vector<std::string>{"NGI_IT-INFN-T1", "NGI_X-Y"});
}
