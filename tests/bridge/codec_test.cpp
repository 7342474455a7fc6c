// SPDX-License-Identifier: Apache-2.0
// Rows of the queues as releases before this one wrote them: what was owed then is done now.
#include "bridge/codec.hpp"
#include "bridge/forms.hpp"

#include <catch2/catch.hpp>

namespace {

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("rows: a letter that 0.3.0 owed is filled in as it would have been") {
  // Its problems have no words about files.
  const auto action = bridge::read_action("letter", R"({
    "to": "anna@infn.example.test", "form": "answer", "message_id": "a.1@bridge.example.test",
    "references": ["m1@infn.example.test"],
    "words": {"tag": "[rt.example.test #4711] ", "ticket": "#4711",
      "ticket_subject": "Staged Rollout EMI-1.0 CREAM 1.13.1-1 SL5 x86_64",
      "ticket_url": "https://rt.example.test/Ticket/Display.html?id=4711",
      "received": "2026-11-21 09:00 UTC", "their_subject": "Re: Staged Rollout", "page": "",
      "summary": "1 problem", "has_answers": "", "has_changes": "", "has_problems": "yes"},
    "lists": {"answers": [], "problems": [
      {"written": "acept\u00a0NGI_IT-INFN-T1", "sentence": "This is no command.", "line": "",
       "link": "", "first": ""},
      {"written": "", "sentence": "", "line": "accept\u00a0NGI_IT-INFN-T1", "link": "",
       "first": "yes"}]}})");
  REQUIRE(action);
  const auto forms = bridge::read_forms(SOURCE_DIR "/templates");
  REQUIRE(forms);
  const auto draft = bridge::fill(*forms, std::get<rollout::SendMail>(*action));
  REQUIRE(draft);
  CHECK(holds(draft->text, "This is no command."));
  CHECK(holds(draft->text, "please send:  accept"));
  CHECK_FALSE(holds(draft->text, "Your file:"));
  CHECK_FALSE(holds(draft->text, "right name:"));
  CHECK(holds(draft->html, "This is no command."));
}

TEST_CASE("rows: a post to a list and a notice about one are read back as they were written") {
  rollout::SendMail letter;
  CHECK_FALSE(std::get<rollout::SendMail>(*bridge::read_action("letter", "{}")).to_list);
  letter.from = "managers@example.test";
  letter.envelope = "return@example.test";
  letter.to_list = true;
  const auto post = std::get<rollout::SendMail>(
      *bridge::read_action("letter", bridge::to_json(rollout::Action{letter})));
  CHECK(post.from == letter.from);
  CHECK(post.envelope == letter.envelope);
  CHECK(post.to_list);

  rollout::MailArrived mail;
  CHECK_FALSE(std::get<rollout::MailArrived>(*bridge::read_event("mail", "{}")).notice);
  mail.notice = rollout::NoticeOf{rollout::NoticeOf::Kind::delayed, "a@b", "l@m", "later"};
  const auto read = std::get<rollout::MailArrived>(
                        *bridge::read_event("mail", bridge::to_json(rollout::Event{mail})))
                        .notice;
  REQUIRE(read);
  CHECK(read->kind == rollout::NoticeOf::Kind::delayed);
  CHECK(read->message_id + " " + read->list + " " + read->why == "a@b l@m later");
}
