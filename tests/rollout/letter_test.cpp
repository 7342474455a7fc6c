// SPDX-License-Identifier: Apache-2.0
#include "rollout/harmless.hpp"
#include "rollout/letter.hpp"
#include "rollout/mailto.hpp"
#include "rollout/notes.hpp"

#include <catch2/catch.hpp>

using namespace rollout;

namespace {

struct Case {
  MailArrived mail;
  Picture picture;
  Policy policy;

  Case() {
    mail.message_id = "m@infn.example";
    mail.subject = "Re: x\r\nBcc: y";
    mail.at = base::from_unix(1'795'222'800);
    picture.ticket = Ticket{{4711}, "staged-rollout", "CREAM 1.13 & co", "open", {}};
    picture.sender.address = "anna@infn.example";
    policy.rt_name = "rt.example";
    policy.from = "staged-rollout@rt.example";
    policy.rt_url = "https://rt.example";
  }
  SendMail answer(const std::vector<Answer>& answers, const std::vector<Complaint>& complaints) {
    return answer_letter(mail, picture, answers, complaints, "r.1@b.example", policy);
  }
};

} // namespace

TEST_CASE("a mailto link carries the line, the subject and the thread, encoded as RFC 6068 says") {
  CHECK(mailto("a+b@x.example", "Re: [rt #1] ü & ?", "r.1@b.example", "accept NGI_X-Y") ==
        "mailto:a%2Bb@x.example?subject=Re%3A%20%5Brt%20%231%5D%20%C3%BC%20%26%20%3F"
        "&In-Reply-To=%3Cr.1%40b.example%3E&body=accept%20NGI_X-Y");
  CHECK(mailto("a%\"<b@x", "\r\nBcc: c", "i@d", "a\nb") ==
        "mailto:a%25%22%3Cb@x?subject=%0D%0ABcc%3A%20c&In-Reply-To=%3Ci%40d%3E&body=a%0Ab");
}

TEST_CASE("each suggestion has its link, and an answer the links that change it") {
  Case one;
  const auto letter = one.answer({{"NGI_A-B", "rejected", ""}},
                                 {{Code::malformed, 1, "acept NGI_X-Y", {"accept NGI_X-Y"}, {}}});
  const std::string front = "mailto:staged-rollout@rt.example?subject=Re%3A%20%5Brt.example%20%"
                            "234711%5D%20CREAM%201.13%20%26%20co&In-Reply-To=%3Cr.1%40b.example%3E"
                            "&body=";
  CHECK(letter.lists.at("problems").at(1).at("link") == front + "accept%20NGI_X-Y");
  const auto& answer = letter.lists.at("answers").front();
  CHECK(answer.at("change_link") == front + "accept%20NGI_A-B");
  CHECK(answer.at("or_change_link") == front + "withdraw%20NGI_A-B");
  CHECK(one.answer({{"NGI_A-B", "delayed", ""}}, {})
            .lists.at("answers")
            .front()
            .at("change")
            .empty());
}

TEST_CASE("an answer that would belong to no rollout has no link") {
  Case one;
  const std::vector<Complaint> elsewhere{{Code::not_a_rollout, 0, "", {"accept NGI_X-Y"}, {}}};
  CHECK(one.answer({}, elsewhere).lists.at("problems").at(1).at("link").empty());
  one.picture.ticket.reset();
  const auto letter = one.answer({}, {{Code::malformed, 0, "", {"accept NGI_X-Y"}, {}}});
  CHECK(letter.lists.at("problems").at(1).at("link").empty());
  CHECK(letter.words.at("ticket_url").empty());
}

TEST_CASE("a letter knows the ticket, the thread and the door") {
  Case one;
  auto letter = one.answer({}, {});
  CHECK(letter.words.at("ticket_url") == "https://rt.example/Ticket/Display.html?id=4711");
  CHECK(letter.words.at("their_subject") == "Re: x  Bcc: y");
  CHECK(letter.words.at("received") == "2026-11-21 01:00 UTC");
  CHECK(letter.words.at("page").empty());
  CHECK(letter.references == std::vector<std::string>{"m@infn.example"});
  one.mail.door = Door::page;
  one.mail.message_id = "no id";
  letter = one.answer({}, {});
  CHECK(letter.words.at("page") == "yes");
  CHECK(letter.references.empty());
}

TEST_CASE("a held mail is told to the one in whose name it came") {
  Case one;
  const auto letter =
      held_letter(one.mail, one.picture, "it is\nforged", "r.2@b.example", one.policy);
  CHECK(letter.form == "held");
  CHECK(letter.to == "anna@infn.example");
  CHECK(letter.message_id == "r.2@b.example");
  CHECK(letter.words.at("why") == "it is forged");
  CHECK(letter.references == std::vector<std::string>{"m@infn.example"});
}

TEST_CASE("what was written is shown as far as a line has room, never less than two words") {
  Case one;
  const auto written = [&](const std::string& text) {
    auto shown = one.answer({}, {{Code::malformed, 1, text, {}, {}}})
                     .lists.at("problems")
                     .front()
                     .at("written");
    for (auto at = shown.find("\xC2\xA0"); at != shown.npos; at = shown.find("\xC2\xA0"))
      shown.replace(at, 2, " ");
    return shown;
  };
  CHECK(written("acept NGI_X-Y") == "acept NGI_X-Y");
  CHECK(written("accept NGI_X-Y if all of the tests that we run on Monday pass") ==
        "accept NGI_X-Y if all of the tests that we run…");
  const std::string longest = "accept NGI_" + std::string(80, 'X');
  CHECK(written(longest) == longest);
  CHECK(written(longest + " if it works") == longest + "…");
  CHECK(written(std::string(500, 'x')) == std::string(200, 'x') + "…");
}

TEST_CASE("a line that could be an answer gets a bar, others stay as they are") {
  CHECK(harmless("a\n  accept NGI_X-Y\n\n> b\naccept") == "a\n| accept NGI_X-Y\n\n> b\n| accept");
  CHECK(harmless("").empty());
  const auto letter =
      std::get<SendMail>(letter_to_owner("k", {}, "a\nb", "accept NGI_X-Y\n").action);
  CHECK(letter.words.at("about") == "a b");
  CHECK(letter.words.at("text") == "| accept NGI_X-Y");
}
