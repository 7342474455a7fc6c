// SPDX-License-Identifier: Apache-2.0
#include "base/pattern.hpp"
#include "base/text.hpp"
#include "bridge/hooks.hpp"
#include "bridge/house.hpp"
#include "bridge/rollout_pages.hpp"
#include "mail/html_text.hpp"
#include "store/glance.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

const std::string status_field = "Rollout Status";
const std::string title = "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64";

struct Paged : House {
  bridge::Pulse pulse{now};
  bridge::Hooks door{database, settings, {},
                     pulse,    [] {},    bridge::read_page_forms(SOURCE_DIR "/templates").value()};

  Paged() { rt.tickets[4711].fields[status_field] = {}; }

  // A second later, so that nothing of before is told again.
  net::Answer ask(const std::string& target, const std::string& method = "GET") {
    now += base::Seconds{1};
    return door.serve({{method, target, {}, ""}}, now).front();
  }
  // As a person reads it.
  std::string read(const std::string& target) {
    const auto answer = ask(target);
    CHECK(answer.status == 200);
    return mail::html_to_text(answer.body).text;
  }
  void keep(std::int64_t ticket, const std::string& what, const std::string& status = "open",
            const std::string& words = "It stands.") {
    REQUIRE(store::keep_glance(database, {ticket, 0, what, status, words, now}));
  }
  std::string known(std::int64_t ticket = 4711) {
    const auto found = store::glance_at(database, ticket).value();
    return found ? found->status + ": " + found->words : "nothing";
  }
  std::string in_ticket() {
    const auto& ticket = rt.tickets.at(4711);
    return ticket.status + ": " + rollout::first_value(ticket, status_field);
  }
  // Somebody changes something, and all is done that is due.
  int changes(const std::string& type = "CustomField") {
    const auto id = rt.changes.empty() ? 1000 : rt.changes.back().transaction.value + 1;
    rt.changes.push_back({{4711}, {id}, type, "", "", "", manager, now});
    hook(id);
    return works();
  }
};

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

} // namespace

TEST_CASE("pages tell what the ticket says, to the word, and follow it") {
  Paged house;
  auto& ticket = house.rt.tickets.at(4711);
  ticket.status = "new";
  ticket.groups.clear();
  CHECK(house.ask("/rollouts/4711").status == 404);
  house.changes();
  REQUIRE(house.in_ticket().starts_with("open: This rollout is open"));
  CHECK(house.known() == house.in_ticket());
  auto page = house.read("/rollouts/4711");
  const auto text = rollout::first_value(ticket, status_field);
  for (const auto line : base::lines(text))
    CHECK(has(page, std::string(line)));
  CHECK(has(page, title));
  CHECK(has(page, "It is open."));

  house.arrives(reply(anna, "accept " + infn, "a1@infn.example.test"), anna);
  house.works();
  REQUIRE(has(house.in_ticket(), "1 of 2 asked have accepted: " + infn));
  CHECK(house.known() == house.in_ticket());

  ticket.subject = "Another title";
  ticket.status = "resolved";
  house.changes("Status");
  CHECK(house.known() == house.in_ticket());
  page = house.read("/rollouts/4711");
  CHECK(has(page, "Another title"));
  CHECK(has(page, "It is resolved."));
  CHECK(has(house.read("/rollouts"), "This rollout is resolved, its outcome not set yet."));
}

TEST_CASE("what RT did not take is not told, and the age of the rest grows") {
  Paged house;
  REQUIRE(bridge::begin(house.world, house.now));
  house.works();
  house.changes();
  const auto before = house.in_ticket();
  REQUIRE(house.known() == before);
  const auto page = house.read("/rollouts/4711");
  CHECK(has(page, ", just now."));
  CHECK(has(page, "RT was last read 2026-11-21 01:00 UTC, just now."));

  house.rt.refused_fields = {status_field}; // all else goes on
  house.arrives(reply(anna, "accept " + infn, "a1@infn.example.test"), anna);
  CHECK(house.works() > 0);
  CHECK(house.known() == before);

  house.rt.fail_next(base::Fault::temporary, 1000);
  for (int i = 0; i < 3; ++i) {
    house.now += std::chrono::hours{1};
    house.works();
  }
  CHECK(house.known() == before);
  for (const char* target : {"/rollouts", "/rollouts/4711"}) {
    const auto later = house.read(target);
    CAPTURE(later);
    CHECK(has(later,
              "RT was last read 2026-11-21 01:00 UTC, 3 hours ago, and does not answer since"));
    CHECK(has(later, "2026-11-21 01:00 UTC, 3 hours ago"));
    CHECK(has(house.ask(target).body, "class=\"alert\""));
  }
}

TEST_CASE("what is no rollout of its own any more goes away") {
  Paged house;
  house.changes();
  REQUIRE(house.known() != "nothing");
  auto& ticket = house.rt.tickets.at(4711);
  SECTION("merged") {
    auto other = ticket;
    other.id = {4700};
    house.rt.tickets[4711] = other; // RT gives the other one for its number
    house.changes("AddLink");
    CHECK(house.known(4700) != "nothing");
  }
  SECTION("deleted") {
    ticket.status = "deleted";
    house.changes("Status");
  }
  SECTION("moved to another queue") {
    ticket.queue = "helpdesk";
    house.changes("Set");
  }
  SECTION("not to be seen any more") {
    house.rt.tickets.erase(4711);
    house.changes("Set");
  }
  CHECK(house.known() == "nothing");
  CHECK(house.ask("/rollouts/4711").status == 404);
  CHECK_FALSE(has(house.ask("/rollouts").body, "4711"));
}

TEST_CASE("open rollouts come first, each kind with the newest first, at most 200") {
  Paged house;
  CHECK(has(house.read("/rollouts"), "No rollout is known yet."));
  for (std::int64_t ticket = 1; ticket <= 250; ++ticket)
    house.keep(ticket, "title", ticket <= 5 ? "open" : "resolved");
  const auto page = house.ask("/rollouts").body;
  std::vector<std::string> numbers;
  static const base::Pattern link(R"(href="rollouts/(\d+)\")");
  for (auto found = link.find(page); found; found = link.find(page, found->end))
    numbers.emplace_back(found->groups[1]);
  REQUIRE(numbers.size() == 200);
  CHECK(std::vector(numbers.begin(), numbers.begin() + 7) ==
        std::vector<std::string>{"5", "4", "3", "2", "1", "250", "249"});
  CHECK(page.find("<caption>Open</caption>") < page.find("<caption>Closed</caption>"));
  CHECK(has(page, "the newest 200"));
}

TEST_CASE("the list is made once a second, however many ask") {
  Paged house;
  const std::vector<net::Asked> both(2, {"GET", "/rollouts", {}, ""});
  const auto answers = house.door.serve(both, house.now);
  CHECK(answers[0].body == answers[1].body);
  house.keep(1, "kept meanwhile");
  CHECK_FALSE(has(house.door.serve(both, house.now)[0].body, "kept meanwhile"));
  CHECK(has(house.ask("/rollouts").body, "kept meanwhile"));
}

TEST_CASE("strangers' words stay words") {
  Paged house;
  house.keep(1, "<script>alert(\"x\")</script>", "<b>open",
             "first <img src=x>\r\n& {{title}} \x01 'last'\n");
  for (const char* target : {"/rollouts", "/rollouts/1"}) {
    const auto page = house.ask(target).body;
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "<img"));
    CHECK_FALSE(has(page, "<b>open"));
    CHECK_FALSE(has(page, "\x01"));
    CHECK(has(house.read(target), "<script>alert(\"x\")</script>"));
    CHECK(has(house.read(target), "first <img src=x>"));
  }
  CHECK(has(house.read("/rollouts/1"), "& {{title}}"));
}

TEST_CASE("a page links to RT's pages of the rollout and of its release") {
  Paged house;
  REQUIRE(store::keep_glance(house.database, {12, 7, "t", "open", "It stands.", house.now}));
  const auto page = house.ask("/rollouts/12").body;
  CHECK(has(page, "<a href=\"https://rt.example.test/Ticket/Display.html?id=12\">#12</a>"));
  CHECK(has(page, "<a href=\"https://rt.example.test/Ticket/Display.html?id=7\">#7</a>"));
  house.keep(13, "t", "open", "");
  CHECK_FALSE(has(house.read("/rollouts/13"), "release"));
  CHECK(has(house.read("/rollouts/13"), "Its ticket says nothing of that yet."));
}

TEST_CASE("no address is on a page, whatever stands in the ticket") {
  using bridge::without_addresses;
  CHECK(without_addresses("set aside by mgr1@example.test: a reason") ==
        "set aside by mgr1@…: a reason");
  CHECK(without_addresses("see <a.b@c.example>, d@e.example.") == "see <a.b@…>, d@….");
  CHECK(without_addresses("a@[127.0.0.1] b@c@d jürgen@exämple.test e@[x") ==
        "a@… b@… jürgen@… e@…");
  CHECK(without_addresses("https://me:secret@host/x https://h/?q=a@b.c") ==
        "https://…@… https://…@…");
  CHECK(without_addresses("at @ noon, @") == "at @ noon, @");

  // What came of all stories: status texts, and letters and notes with many addresses besides.
  Paged house;
  static const base::Pattern address(R"([^\s@]+@[\[A-Za-z0-9])");
  int told = 0, with_address = 0;
  for (const auto& story : std::filesystem::directory_iterator(SOURCE_DIR "/tests/stories")) {
    std::ifstream in(story.path() / "expected.txt");
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
      continue;
    CAPTURE(story.path().filename().string());
    house.keep(4711, "by anna@infn.example.test", "open", text.str());
    CHECK_FALSE(address.find(house.ask("/rollouts/4711").body));
    CHECK_FALSE(address.find(house.ask("/rollouts").body));
    with_address += address.find(text.str()) ? 1 : 0;
    ++told;
  }
  CHECK(told >= 100);
  CHECK(with_address >= 50);
}

TEST_CASE("only what is known, only to be read, and only where it is wanted") {
  Paged house;
  house.keep(4711, title);
  for (const char* target : {"/rollouts", "/rollouts?a=b", "/rollouts/4711", "/rollouts/4711?x"}) {
    const auto answer = house.ask(target);
    CHECK(answer.status == 200);
    CHECK(answer.type == "text/html; charset=utf-8");
    CHECK(rollout::contains(answer.headers, "Cache-Control: no-store"));
    CHECK(answer.headers.front().starts_with(
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"));
    const auto refused = house.ask(target, "POST");
    CHECK(refused.status == 405);
    CHECK(refused.headers == std::vector<std::string>{"Allow: GET"});
  }
  for (const char* target : {"/rollouts/4712", "/rollouts/", "/rollouts/x", "/rollouts/-1",
                             "/rollouts/4711/x", "/rollouts/99999999999999999999"}) {
    CAPTURE(target);
    const auto answer = house.ask(target);
    CHECK(answer.status == 404);
    CHECK(has(answer.body, "nothing is known of such a rollout"));
  }
  CHECK(has(house.ask("/rolloutsx").body, "/metrics, /rollouts)"));

  bridge::Hooks closed(house.database, house.settings, {}, house.pulse, [] {});
  for (const char* target : {"/rollouts", "/rollouts/4711"}) {
    const auto answer = closed.serve({{"GET", target, {}, ""}}, house.now).front();
    CHECK(answer.status == 404);
    CHECK_FALSE(has(answer.body, "rollouts"));
  }
}

TEST_CASE("an age is told in the largest words that fit") {
  using base::Seconds;
  using bridge::ago;
  CHECK(ago(Seconds{-5}) == "just now"); // a clock was set back
  CHECK(ago(Seconds{59}) == "just now");
  CHECK(ago(Seconds{60}) == "1 minute ago");
  CHECK(ago(Seconds{3599}) == "59 minutes ago");
  CHECK(ago(Seconds{3600}) == "1 hour ago");
  CHECK(ago(std::chrono::hours{47}) == "47 hours ago");
  CHECK(ago(std::chrono::hours{48}) == "2 days ago");
}

TEST_CASE("a form of a page that asks for an unknown word is found when it is read") {
  ScratchFolder scratch;
  std::filesystem::copy(SOURCE_DIR "/templates", scratch.folder + "/forms");
  CHECK(bridge::read_page_forms(scratch.folder + "/forms"));
  std::ofstream(scratch.folder + "/forms/rollout.html") << "<p>{{titel}}</p>";
  const auto wrong = bridge::read_page_forms(scratch.folder + "/forms");
  REQUIRE_FALSE(wrong);
  CHECK(has(wrong.error().what, "rollout.html' asks for the word 'titel' in line 1"));
  CHECK(has(bridge::read_page_forms(scratch.folder).error().hint, "mail.templates_dir"));
}
