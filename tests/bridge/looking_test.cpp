// SPDX-License-Identifier: Apache-2.0
// When files are looked into: by the thought that decides about a reply on a rollout, and by no
// other.
#include "base/base64.hpp"
#include "bridge/house.hpp"
#include "bridge/recognise.hpp"
#include "documents/samples.hpp"
#include "fakes/fake_teams.hpp"

namespace {

using Values = std::vector<std::string>;

const std::string right = "ea-NGI_IT-INFN-T1-EMI-CREAM-1.13.1-1.docx";
const std::string content = documents_test::docx(documents_test::paragraph(documents_test::honest));

std::string with_report(const std::string& id) {
  return reply(anna,
               "--b\nContent-Type: text/plain\n\nOur report.\n--b\nContent-Type: "
               "application/msword; name=\"" +
                   right + "\"\nContent-Transfer-Encoding: base64\n\n" +
                   base::encode_base64(content) + "\n--b--",
               id, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n");
}

struct LookingHouse : House {
  LookingHouse() {
    rt.tickets.at(4711).fields["Reports"] = {};
    rt.tickets.at(4711).fields["Rollout Status"] = {};
    rt.tickets[12] = {{12}, "other", "Something else", "open", {}};
  }
};

// As 0.3.0 wrote it: without a word about files.
std::string old_mail(const std::string& cause, const std::string& blob) {
  return R"({"door":"mail","proof":{"kind":"unauthenticated","because":""},"user":"","reply_to":"","impersonates":null,"cause":")" +
         cause + R"(","blob":")" + blob +
         R"(","message_id":"old@infn","from":"anna@infn.example.test",
         "subject":"Re: [rt.example.test #4711] Staged Rollout","action":"correspond",
         "queue":"staged-rollout","ticket":4711,"kind":"person","null_sender":false,"because":"",
         "spam":"","text":"Our report.","html_text":"","links":[],"unreadable":false,
         "remarks":[],"newer_than":0,"at":"2026-11-21T09:00:00Z"})";
}

} // namespace

TEST_CASE("nothing is looked into before a mail is known to count") {
  LookingHouse house;
  const auto mail = bridge::recognise(with_report("m1@infn"), {}, house.settings,
                                      {[](const auto&) { return std::nullopt; },
                                       [](const auto&) { return false; },
                                       [](const auto&) { return std::nullopt; }},
                                      house.now);
  REQUIRE(mail.files.size() == 1);
  CHECK(mail.files.front().name == right);
  CHECK(mail.files.front().digest.empty());
  CHECK(mail.files.front().content == rollout::Attached::Content::unknown);
}

TEST_CASE("a reply that waited through the change of releases is taken with its file") {
  LookingHouse house;
  const auto blob = store::keep_blob(house.database, with_report("old@infn"), house.now).value();
  REQUIRE(store::put(house.database, store::Which::inbox,
                     {"reply/0123456789abcdef", "rt/4711", "reply",
                      R"({"mail":)" + old_mail("0123456789abcdef", blob) + "}", blob, house.now},
                     house.now));
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
}

TEST_CASE("a mail held by 0.3.0 is taken with its file when it is released") {
  LookingHouse house;
  house.settings.authserv_ids = {"mx.example.test"};
  house.arrives("Authentication-Results: mx.example.test; dmarc=fail\n" + with_report("r1@infn"));
  CHECK(house.works() == 0);
  REQUIRE(house.database.run("UPDATE inbox SET body = json_remove(body, '$.mail.files')"));
  house.said(602, manager, "<p>release " + house.held_id() + "</p>");
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
}

TEST_CASE("of a reply in RT no file is fetched where none counts") {
  LookingHouse house;
  house.rt.changes.push_back({{12}, {601}, "Correspond", "", "", "", anna, house.now});
  house.rt.sayings[601] = {page_headers, std::nullopt, "<p>Minutes</p>", {{right, content}}};
  REQUIRE(store::put(house.database, store::Which::inbox, bridge::news_row({12}, {601}), house.now)
              .value());
  house.said(602, anna, "<p>A picture.</p>", page_headers, "Correspond", {{"photo.png", content}});
  house.hook(602);
  CHECK(house.works() == 0);
  CHECK(house.rt.files_fetched == 0);
  house.said(603, anna, "<p>Our report.</p>", page_headers, "Correspond", {{right, content}});
  house.hook(603);
  CHECK(house.works() == 0);
  CHECK(house.rt.files_fetched == 1);
  CHECK(house.field("Reports") == Values{right});
}

TEST_CASE("a report in a mail that RT's gateway took is looked into when it is believed") {
  LookingHouse house;
  house.settings.policy.believe_gateway = true;
  house.said(601, anna, "<p>Our report.</p>", "From: " + anna + "\nX-RT-Interface: Email",
             "Correspond", {{right, content}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.note("reports came").find("content fine") != std::string::npos);
}

TEST_CASE("of a file too large to fetch its size is told as RT has it") {
  LookingHouse house;
  house.said(601, anna, "", page_headers, "Correspond", {{right, std::nullopt, 40'000'000}});
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("Reports") == Values{right});
  CHECK(house.note("reports came").find("40000000 bytes") != std::string::npos);
}

TEST_CASE("talk with a document in a mail past us is no report that must be held") {
  LookingHouse house;
  const auto past_us = [&](std::int64_t id, const std::string& name) {
    house.said(id, anna, "<p>As discussed.</p>",
               "From: " + anna + "\nMessage-ID: <" + std::to_string(id) +
                   "@infn>\nX-RT-Interface: Email",
               "Correspond", {{name, content}});
    house.hook(id);
    CHECK(house.works() == 0);
  };
  past_us(601, "minutes.docx");
  CHECK(house.rt.comments.empty());
  past_us(602, right);
  CHECK(house.note("a mail is held").find("release") != std::string::npos);
}

TEST_CASE("off a rollout a newsletter is nobody's report, and a report is told its place") {
  LookingHouse house;
  const auto on_other = [&](std::int64_t id, const std::string& name) {
    house.rt.changes.push_back({{12}, {id}, "Correspond", "", "", "", anna, house.now});
    house.rt.sayings[id] = {page_headers, std::nullopt, "<p>Attached.</p>", {{name, content}}};
    REQUIRE(store::put(house.database, store::Which::inbox, bridge::news_row({12}, {id}), house.now)
                .value());
    CHECK(house.works() == 0);
  };
  on_other(601, "EA newsletter.pdf");
  on_other(602, "Summary of the week.docx");
  CHECK(house.post.sent.empty());
  on_other(603, right);
  CHECK(house.post.sent.size() == 1);
}

TEST_CASE("RT's spelling of a team is the team's, whatever case the list of sites has") {
  const std::string team = "NGI_CZ-PRAGUELCG2";
  const std::string petr = "petr@cesnet.example.test";
  LookingHouse house;
  FakeTeams source;
  source.list = {{{"1G0", "praguelcg2", "NGI_CZ"}}, {"NGI_CZ"}, {}};
  house.settings.teams.source = "GOCDB";
  house.world.team_source = &source;
  REQUIRE(bridge::begin(house.world, house.now));
  while (bridge::step(house.world, {"teams"}, house.now).value() != bridge::Stepped::nothing) {
  }
  house.rt.members[team] = {petr};
  house.rt.privileged.insert(petr);
  house.rt.tickets.at(4711).fields["EA Teams"] = {team};
  std::vector<bridge::SaidFile> files;
  const std::string line = "<p>accept NGI_CZ-praguelcg2</p>";
  SECTION("a line alone") {}
  SECTION("a line and a picture") {
    files = {{"photo.png", "x"}};
  }
  SECTION("a line and a report") {
    files = {{"ea-NGI_CZ-PRAGUELCG2-EMI-CREAM-1.13.1-1.docx", content}};
  }
  SECTION("a line and a report in the spelling of the list") {
    files = {{"ea-NGI_CZ-praguelcg2-EMI-CREAM-1.13.1-1.docx", content}};
  }
  house.said(601, petr, line, page_headers, "Correspond", files);
  house.hook(601);
  CHECK(house.works() == 0);
  CHECK(house.field("EA Accepted") == Values{team});
  REQUIRE(house.post.sent.size() == 1);
  CHECK(house.letter(0).subject.find("problem") == std::string::npos);
  const bool with_report = !files.empty() && files.front().name.starts_with("ea-");
  CHECK(house.field("Reports").size() == (with_report ? 1U : 0U));
  if (with_report)
    CHECK(house.field("Rollout Status").front().find("Report of " + team) != std::string::npos);
}
