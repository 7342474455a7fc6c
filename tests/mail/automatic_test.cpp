// SPDX-License-Identifier: Apache-2.0
#include "mail/automatic.hpp"

#include <catch2/catch.hpp>

namespace {

std::string judged(const std::string& headers, std::string_view sender = "anna@infn.example",
                   const std::vector<std::string>& ours = {"rt.example"}) {
  const auto answer = mail::automatic(mail::parse(headers + "\n\naccept T\n"), sender, ours);
  switch (answer.answer) {
  case mail::Automatic::Answer::no:
    CHECK(answer.because.empty());
    return "no";
  case mail::Automatic::Answer::yes:
    return "yes, " + answer.because;
  case mail::Automatic::Answer::doubtful:
    return "doubtful, " + answer.because;
  }
  return {};
}

} // namespace

TEST_CASE("what programs write is automatic, and the reason is named") {
  for (const char* sign : {"Auto-Submitted: auto-replied",
                           "Auto-Submitted: auto-generated; x=y",
                           "Return-Path: <>",
                           "X-RT-Loop-Prevention: rt.example",
                           "X-Rollout-Bridge: other",
                           "Precedence: bulk",
                           "Precedence: Junk",
                           "Precedence: auto_reply",
                           "X-Autoreply: yes",
                           "X-Failed-Recipients: a@b",
                           "X-Vacation: on",
                           "X-MS-Exchange-Inbox-Rules-Loop: a@b",
                           "X-List-Administrivia: yes",
                           "From: MAILER-DAEMON@x.org (Mail Delivery System)",
                           "From: <MAILER-DAEMON>",
                           "From: Mailer-Daemon",
                           "From: Postmaster <postmaster@x.org>",
                           "From: no-reply@x.org",
                           "From: GGUS <noreply+1@ggus.eu>",
                           "From: do_not_reply@x.org",
                           "Sender: postmaster@x.org"})
    CHECK(judged(sign) == "yes, " + std::string(sign));
  CHECK(judged("Content-Type: multipart/report; boundary=b") ==
        "yes, Content-Type: multipart/report");
  CHECK(judged("Content-Type: message/delivery-status").substr(0, 3) == "yes");
  CHECK(judged("From: a@b", "") == "yes, the envelope sender is empty");
  CHECK(judged("From: a@b", "<>") == "yes, the envelope sender is empty");
  CHECK(judged("X-Auto-Response-Suppress: All\nSubject: Automatic reply: x").substr(0, 3) == "yes");
  CHECK(judged("X-RT-Loop-Prevention: any", "a@b", {}) == "yes, X-RT-Loop-Prevention: any");
}

TEST_CASE("what people write is not, though lists carry it") {
  for (const char* headers :
       {"From: anna@infn.example", "Auto-Submitted: no", "Auto-Submitted: No (typed)",
        "Precedence: list\nList-Id: <x.y>\nSender: x-bounces@y\nX-Mailman-Version: 2.1",
        "X-Auto-Response-Suppress: All", "X-RT-Loop-Prevention: another-rt.example",
        "Subject: Re: vacation of the office", "From: Noreply Jones <nora.eply@x.org>",
        "Subject: absent files in the package", "X-List-Administrivia: no"})
    CHECK(judged(headers) == "no");
}

TEST_CASE("a subject alone leaves a doubt") {
  for (const char* subject :
       {"Automatic reply: Staged Rollout", "Out of Office", "Re: Out of the office", "AutoReply",
        "Automatische Antwort: x", "Abwesenheitsnotiz", "Réponse automatique : x",
        "Risposta automatica: x", "Respuesta automática: x", "Undeliverable: x",
        "Delivery Status Notification (Failure)", "Nicht im Büro"})
    CHECK(judged("Subject: " + std::string(subject)) ==
          "doubtful, Subject: " + std::string(subject));
}
