// SPDX-License-Identifier: Apache-2.0
#include "rollout/ggus.hpp"
#include "rollout/reply.hpp"

#include <catch2/catch.hpp>

using rollout::ggus_links;

namespace {

const std::string ticket = "https://ggus.eu/?mode=ticket_info&ticket_id=84509";

} // namespace

TEST_CASE("GGUS tickets of every generation are known, each once") {
  for (const char* text :
       {"https://ggus.eu/?mode=ticket_info&ticket_id=84509",
        "see (https://ggus.eu/ws/ticket_info.php?ticket=84509).",
        "http://www.ggus.eu/index.php?mode=ticket_info&ticket_id=84509#update#13",
        "<https://gus.fzk.de/ws/ticket_info.php?ticket=84509>",
        "https://ggus.eu/tech/ticket_show.php?ticket=84509",
        "HTTPS://GGUS.EU/ws/ticket_info.php?ticket=84509 "
        "https://ggus.org/?mode=ticket_info&ticket_id=84509",
        "https://links.example/"
        "?url=https%3A%2F%2Fggus.eu%2F%3Fmode%3Dticket_info%26ticket_id%3D84509&d=1",
        "GGUS #84509", "see GGUS:84509.", "GGUS ticket 84509", "ggus ticket #84509, as said",
        "GGUS-Ticket: 84509", "GGUS ticket number 84509 and GGUS #84509",
        "https://defence.example/v3/__https://ggus.eu/?mode=ticket_info&ticket_id=84509__;!!x"}) {
    CAPTURE(text);
    CHECK(ggus_links(text) == std::vector<std::string>{ticket});
  }
  CHECK(ggus_links("https://helpdesk.ggus.eu/#ticket/zoom/3789") ==
        std::vector<std::string>{"https://helpdesk.ggus.eu/#ticket/zoom/3789"});
  CHECK(ggus_links(ticket + " " + "https://ggus.eu/ws/ticket_info.php?ticket=84510").size() == 2);
}

TEST_CASE("what is no GGUS ticket is none") {
  for (const char* text :
       {"https://train.ggus.eu/ws/ticket_info.php?ticket=84509", "https://ggus.eu/", "GGUS 84509",
        "https://ggus.eu.evil.example/?ticket_id=84509",
        "https://savannah.example/?ticket_id=84509", "https://ggus.eu/?ticket_id=1234567890123",
        "%", "%4", "%zz", "https://ggus.eu/%3"})
    CHECK(ggus_links(text).empty());
  for (const char* text : {"GGUS #845", "GGUS ticket 1234567", "XGGUS #84509", "GGUS ticket",
                           "GGUS: we have 84509 jobs", "train.ggus.eu: GGUS", "ggus.eu#84509"})
    CHECK(ggus_links(text).empty());
}

TEST_CASE("where words lead to counts as named") {
  const rollout::Roster roster;
  CHECK(read_reply("see our ticket", "", roster, {ticket, "https://other.example"}).links ==
        std::vector<std::string>{ticket});
}

TEST_CASE("half an escape is none") {
  CHECK(ggus_links("https:%3z/ggus.eu/?mode=ticket_info&ticket_id=84509").empty());
}
