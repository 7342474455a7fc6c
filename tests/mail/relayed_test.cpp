// SPDX-License-Identifier: Apache-2.0
#include "mail/message.hpp"
#include "mail/relayed.hpp"

#include <catch2/catch.hpp>

using mail::fingerprint;
using mail::relayed_copy;

TEST_CASE("the relayed copy loses what would make RT act wrongly, and nothing else") {
  const std::string raw = "From anna Sat Nov 21 09:00:00 2026\n"
                          "Received: from x\n\tby y\n"
                          "Reply-To: boss@infn.example,\n  other@infn.example\n"
                          "RT-Squelch-Replies-To: a@b\n"
                          "rt-control: autoopen\n"
                          "X-RT-Loop-Prevention: rt.example\n"
                          "X-Rollout-Relay: forged\n"
                          "X-Rt: kept\n"
                          "From: anna@infn.example\n"
                          "Message-ID: <1@infn.example>\n"
                          "\n"
                          "Reply-To: body\r\n text\n";
  CHECK(relayed_copy(raw, "f00d", "made@bridge.example") ==
        "RT-Control: no-autoopen\nX-Rollout-Relay: f00d\n"
        "Received: from x\n\tby y\nX-Rt: kept\nFrom: anna@infn.example\n"
        "Message-ID: <1@infn.example>\n\nReply-To: body\r\n text\n");
}

TEST_CASE("a relayed mail without a Message-ID gets one, in its own kind of line ends") {
  CHECK(relayed_copy("From: a@b\r\n\r\nx", "f", "made@y") ==
        "RT-Control: no-autoopen\r\nX-Rollout-Relay: f\r\nMessage-ID: <made@y>\r\nFrom: "
        "a@b\r\n\r\nx");
  CHECK(relayed_copy("", "f", "made@y") ==
        "RT-Control: no-autoopen\nX-Rollout-Relay: f\nMessage-ID: <made@y>\n\n");
  CHECK(relayed_copy("only text\nno header", "f", "m@y") ==
        "RT-Control: no-autoopen\nX-Rollout-Relay: f\nMessage-ID: <m@y>\n\nonly text\nno header");
}

TEST_CASE("no odd line end hides a Reply-To from us that RT would take") {
  for (const char* raw :
       {"From: a@b\r\n \r\nReply-To: boss@x\r\n\r\ntext\r\n",
        "From: a@b\nno header\nReply-To: boss@x\n\ntext\n",
        "From: a@b\nReply-To : boss@x\n\ntext\n", "From: a@b\rReply-To: boss@x\r\rtext\r",
        "\n\nFrom: a@b\nREPLY-TO: boss@x\n\ntext\n"})
    CHECK(relayed_copy(raw, "f", "m@y").find("boss") == std::string::npos);
  // CR CR LF ends our headers; it must end RT's too, which knows a clean blank line only
  const auto copy = relayed_copy("From: a@b\r\n\r\r\nReply-To: boss@x\r\n\r\ntext\r\n", "f", "m@y");
  CHECK(copy.find("From: a@b\r\n\r\nReply-To: boss@x") != std::string::npos);
}

TEST_CASE("one mail has one fingerprint, whatever the MTA adds on the way") {
  const std::string mail =
      "Message-ID: <1@x>\nFrom: a@b\nDate: d\nSubject: a long\n subject\n\nbody\ntext\n";
  const auto one = fingerprint(mail);
  CHECK(one.size() == 64);
  CHECK(one ==
        fingerprint("Return-Path: <a@b>\r\nReceived: from x\r\n by y\r\nDelivered-To: "
                    "z\r\nMESSAGE-ID: <1@x>\r\n"
                    "From: a@b\r\nDate: d\r\nSubject: a long subject\r\n\r\nbody\r\ntext\r\n\r\n"));
  CHECK(one == fingerprint("From x Sat\nFrom: a@b\nMessage-ID: <1@x>\nDate: d\nSubject: a "
                           "long\n\tsubject\n\nbody\ntext"));
  CHECK(one !=
        fingerprint(
            "Message-ID: <2@x>\nFrom: a@b\nDate: d\nSubject: a long subject\n\nbody\ntext\n"));
  CHECK(
      one !=
      fingerprint("Message-ID: <1@x>\nFrom: a@b\nDate: d\nSubject: a long subject\n\nbody text\n"));
  CHECK(one !=
        fingerprint(
            "Message-ID: <1@x>\nFrom: c@b\nDate: d\nSubject: a long subject\n\nbody\ntext\n"));
  CHECK(fingerprint("Message-ID: ab\nSubject: c\n\n") !=
        fingerprint("Message-ID: a\nSubject: bc\n\n"));
}
