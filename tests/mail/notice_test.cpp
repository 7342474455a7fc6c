// SPDX-License-Identifier: Apache-2.0
// What the notices of the corpus say stands beside them; here is what makes a mail none.
#include "mail/notice.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <sstream>

namespace {

constexpr std::array notices{"131-mailman-3-held",
                             "133-mailman-3-refused-by-the-moderator",
                             "134-mailman-3-rejected-with-the-post",
                             "135-mailman-2-held",
                             "136-mailman-2-refused-by-the-moderator",
                             "137-mailman-2-rejected-with-the-post",
                             "139-listserv-rejected",
                             "140-listserv-rejected-with-the-post",
                             "141-listserv-moderated",
                             "142-listserv-postponed"};

std::string mail_of(const std::string& name) {
  std::ifstream in(std::string(SOURCE_DIR) + "/tests/corpus/plain/" + name + ".eml");
  std::ostringstream out;
  out << in.rdbuf();
  REQUIRE(!out.str().empty());
  return out.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != text.npos);
  return text.replace(at, what.size(), by);
}

// With another author: the first From field is the mail's own.
std::string written_by(const std::string& mail, const std::string& author) {
  const auto at = mail.find("From: ");
  return replaced(mail, mail.substr(at, mail.find('\n', at) - at), "From: " + author);
}

auto read(const std::string& raw) {
  return mail::read_notice(mail::parse(raw));
}

} // namespace

TEST_CASE("the words of a list are a notice from its robot alone") {
  for (const auto* name : notices) {
    INFO(name);
    const auto mail = mail_of(name);
    CHECK(read(mail));
    for (const char* author : {"Anna Rossi <anna@infn.example>", "bounces@lists.example.test",
                               "\"early-adopters-emi-bounces@lists.example.test\" <anna@x.example>",
                               "early-adopters-emi@lists.example.test", ""})
      CHECK_FALSE(read(written_by(mail, author)));
  }
}

TEST_CASE("an answer to a notice is none") {
  for (const auto* name : notices) {
    INFO(name);
    const auto mail = mail_of(name);
    const auto body = mail.substr(mail.find("\n\n") + 2);
    CHECK_FALSE(read("From: moderator@lists.example.test\nList-Id: <emi.lists.example.test>\n"
                     "Subject: Re: your post\n\n" +
                     body));
  }
}

TEST_CASE("a rejection that brings something else along is none") {
  const auto mail = mail_of("134-mailman-3-rejected-with-the-post");
  CHECK_FALSE(read(replaced(mail, "Subject: Staged", "Subject: Uncaught bounce of Staged")));
  CHECK_FALSE(read(replaced(mail, "Message-ID: <poll.1.4711@bridge.example.test>", "X-Id: none")));
  // What is sent to the owners of a list has a part more.
  CHECK_FALSE(read(replaced(mail, "--===============1234567890==--",
                            "--===============1234567890==\nContent-Type: message/rfc822\n\n"
                            "Subject: confirm\n\n--===============1234567890==--")));
}

TEST_CASE("a subject is the same however a list writes it") {
  CHECK(mail::same_subject("who installs it?", "who  installs\n\tit?"));
  CHECK(mail::same_subject("w?r tests \xce\xa9?", "w\xc3\xa4r tests ??"));
  CHECK_FALSE(mail::same_subject("who installs it?", "who installs it"));
  CHECK_FALSE(mail::same_subject("who installs 1.13.1?", "who installs 1.13.2?"));
  const auto mail = mail_of("134-mailman-3-rejected-with-the-post");
  const auto raw = replaced(replaced(mail, "who installs it?", "w?r installs it?"),
                            "who installs it?", "=?utf-8?q?w=C3=A4r?= installs it?");
  REQUIRE(read(raw));
  CHECK(read(raw)->subject.ends_with("w\xc3\xa4r installs it?"));
}

TEST_CASE("a report that does not tell of a fault is none") {
  const auto mail = mail_of("143-bounce-of-a-post");
  CHECK(read(mail)->kind == mail::Notice::Kind::bounced);
  for (const char* action : {"delivered", "relayed", "expanded", "", "no"})
    CHECK_FALSE(read(replaced(mail, "Action: failed", std::string("Action: ") + action)));
  CHECK_FALSE(read(replaced(mail, "message/delivery-status", "text/plain")));
}

TEST_CASE("of a report without the mail, what it answers names the post") {
  const auto mail =
      replaced(mail_of("145-bounce-after-all-tries"), "Message-ID: <poll.1.4711@", "X: <@");
  CHECK(read(mail)->message_id.empty());
  CHECK(read("In-Reply-To: <poll.2@bridge.example.test>\n" + mail)->message_id ==
        "poll.2@bridge.example.test");
}
