// SPDX-License-Identifier: Apache-2.0
// Mails made to hurt: each gets an answer in bounded time, and a remark where something was left
// out.
#include "mail/automatic.hpp"
#include "mail/charset.hpp"
#include "mail/fresh_text.hpp"
#include "mail/message.hpp"
#include "mail/relayed.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using mail::fresh_text;
using mail::parse;

namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    out += text;
  return out;
}

bool remarked(const mail::Message& message, std::string_view words) {
  return std::any_of(message.remarks.begin(), message.remarks.end(),
                     [&](const auto& remark) { return remark.find(words) != std::string::npos; });
}

std::string html_mail(std::string_view html) {
  return "Content-Type: text/html; charset=utf-8\n\n" + std::string(html);
}

} // namespace

TEST_CASE("a header line of 10 MB is cut, the mail below it is read") {
  const auto message =
      parse("From: a@b\nSubject: " + std::string(10'000'000, 'x') + "\nX-After: y\n\naccept T\n");
  CHECK(remarked(message, "were cut"));
  CHECK(message.subject.size() > 60'000);
  CHECK(message.subject.size() <= 64 * 1024);
  CHECK(header(message, "X-After") == "y");
  CHECK(fresh_text(message).text == "accept T");
}

TEST_CASE("100,000 folds and 100,000 headers take no quadratic time") {
  const auto folded = parse("X: a\n" + repeat(" b\n", 100'000) + "From: a@b\n\ntext\n");
  CHECK(folded.from == "a@b");
  const auto many = parse(repeat("X-H: some value\n", 100'000) + "\ntext\n");
  CHECK(remarked(many, "256 KiB"));
  CHECK(fresh_text(many).text == "text");
}

TEST_CASE("100,000 nested multiparts are given up at a depth") {
  std::string raw;
  for (int i = 0; i < 100'000; ++i) {
    const auto b = "b" + std::to_string(i);
    raw += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
  }
  const auto message = parse(raw + "\naccept T\n");
  CHECK(remarked(message, "depth"));
  CHECK(fresh_text(message).text.find("accept T") == std::string::npos);
}

TEST_CASE("100,000 nested mails are given up at a depth") {
  const auto message = parse(repeat("Content-Type: message/rfc822\n\n", 100'000) + "\naccept T\n");
  CHECK(remarked(message, "depth"));
  CHECK(message.unreadable);
}

TEST_CASE("100,000 parts are given up at 2,000, the text before them is read") {
  const auto message = parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\naccept T\n" +
                             repeat("--b\n\nx\n", 100'000) + "--b--\n");
  CHECK(remarked(message, "2,000"));
  CHECK(fresh_text(message).text == "accept T");
}

TEST_CASE("many lines that look like boundaries under many open multiparts") {
  std::string raw;
  for (int i = 0; i < 45; ++i) {
    const auto b = std::string(60, 'b') + std::to_string(i);
    raw += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
  }
  CHECK_FALSE(
      parse(raw + "\n" + repeat("--" + std::string(60, 'b') + "\n", 100'000)).structure.empty());
}

TEST_CASE("100,000 parameters, continuations and encoded words") {
  std::string raw = "Content-Type: text/plain" + repeat("; a=b", 100'000) + "\nX: y\n\naccept T\n";
  CHECK(fresh_text(parse(raw)).text == "accept T");
  raw = "Content-Disposition: attachment";
  for (int i = 0; i < 10'000; ++i)
    raw += "; filename*" + std::to_string(i) + "*=%41";
  CHECK(parse(raw + "\n\nx\n").attachments.size() == 1);
  CHECK_FALSE(parse("Subject: " + repeat("=?", 30'000) + "\n\n").subject.empty());
  CHECK_FALSE(parse("Subject: " + repeat("=?utf-8?q?a?= ", 10'000) + "\n\n").subject.empty());
  CHECK_FALSE(parse("Subject: " + repeat("=?a?q?", 20'000) + "?=\n\n").subject.empty());
  CHECK_FALSE(parse("From: " + repeat("(", 60'000) + "\n\n").from);
  CHECK_FALSE(parse("Content-Type: " + repeat("(", 60'000) + "\n\n").structure.empty());
  CHECK(parse("References: " + repeat("<a@b> <", 100'000) + "\n\n").references.size() <= 2);
}

TEST_CASE("HTML made to hurt a tree") {
  const std::string end = "<p>accept T</p>";
  CHECK(fresh_text(parse(html_mail(repeat("<div>", 300) + end))).text == "accept T");
  CHECK(fresh_text(parse(html_mail(repeat("<div>", 100'000) + end))).text == "accept T");
  CHECK(fresh_text(parse(html_mail("<a " + repeat("a1=b ", 100'000) + "></a>" + end))).text ==
        "accept T");
  CHECK(fresh_text(parse(html_mail(repeat("<b><i>", 5'000) + end))).text == "accept T");
  CHECK(fresh_text(parse(html_mail(repeat("<table><tr><td>", 2'000) + end))).text == "accept T");
  CHECK(fresh_text(parse(html_mail(repeat("<", 100'000) + end))).text.find("accept T") != 0);
  CHECK(fresh_text(parse(html_mail(repeat("<!--", 100'000) + end))).text.empty());
}

TEST_CASE("text made to hurt the rules of quotation") {
  CHECK(fresh_text(parse("\n" + repeat("On Monday Anna <a@b> said\n", 20'000))).text.size() <
        100'000);
  CHECK(fresh_text(parse("\n" + repeat("From: a\n", 20'000))).text.size() < 100'000);
  CHECK(fresh_text(parse("\n" + std::string(5'000'000, 'a') + "\naccept T\n")).text.size() < 3'000);
  CHECK(fresh_text(parse("\n" + repeat("-", 100'000) + "\naccept T\n")).text.size() < 3'000);
  CHECK(fresh_text(parse("\n" + repeat("\xC3\xA9", 1'001) + "x\n")).text.size() <= 2'000);
  CHECK(fresh_text(parse("\n" + repeat("x\n", 100'000))).text.size() < 5'000);
}

TEST_CASE("no cut leaves half a character") {
  const auto accents = repeat("\xC3\xA9", 100'000);
  const auto message = parse("Subject: " + accents + "\nAuto-Submitted: x" + accents +
                             "\nMessage-ID: \xE9\n\nx" + accents);
  CHECK(mail::is_utf8(message.subject));
  CHECK(mail::is_utf8(message.message_id));
  CHECK(mail::is_utf8(fresh_text(message).text));
  CHECK(mail::is_utf8(mail::automatic(message, "a@b", {}).because));
}

TEST_CASE("a fingerprint and a relayed copy of anything") {
  for (const auto& raw :
       {std::string(), std::string("\n"), std::string(1'000, '\0'), repeat("\r\n", 1'000),
        repeat("\r", 1'000), repeat(": x\n", 100'000), repeat("Reply-To: x\n", 100'000)}) {
    CHECK(mail::fingerprint(raw).size() == 64);
    CHECK_FALSE(header(parse(mail::relayed_copy(raw, "f", "m@y")), "Reply-To"));
    mail::automatic(parse(raw), "", {});
  }
}

TEST_CASE("what is not read is said, unless a quotation ended the reading before") {
  const std::string good = "\naccept NGI_IT-INFN-T1\n";
  CHECK_FALSE(fresh_text(parse(good)).cut);
  CHECK(fresh_text(parse(good + repeat("x\n", 2'001))).cut);
  CHECK(fresh_text(parse(good + std::string(2'001, 'x') + "\n")).cut);
  CHECK_FALSE(fresh_text(parse(good + "-----Original Message-----\n" + repeat("x\n", 3'000))).cut);
  const auto long_html = repeat("<p>x</p>", 200'000);
  CHECK(fresh_text(parse(html_mail(long_html))).cut);
  CHECK_FALSE(fresh_text(parse(html_mail("x<div class=gmail_quote>" + long_html + "</div>"))).cut);
  CHECK(remarked(parse("\n" + std::string(9 * 1024 * 1024, 'x')), "8 MiB"));
}
