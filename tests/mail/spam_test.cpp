// SPDX-License-Identifier: Apache-2.0
#include "mail/spam.hpp"

#include <catch2/catch.hpp>

namespace {

std::string marked(const std::string& headers, const std::string& mark) {
  return mail::spam_mark(mail::parse("From: a@x.example\n" + headers + "\n\nwords\n"),
                         {mail::read_spam_mark(mark).value()});
}

} // namespace

TEST_CASE("a field that a spam filter wrote marks a mail") {
  CHECK(marked("X-Spam-Flag: YES", "X-Spam-Flag: YES") == "X-Spam-Flag: YES");
  CHECK(marked("x-spam-flag:yes", "X-Spam-Flag: YES") == "X-Spam-Flag: YES");
  CHECK(marked("X-Spam-Status: Yes, score=9.1 required=5.0\n\ttests=A,B", "X-Spam-Status: Yes") ==
        "X-Spam-Status: Yes");
  CHECK(marked("X-Spam: Yes", "X-Spam:Yes") == "X-Spam: Yes");
  CHECK(marked("X-Spam-Level: *******", "X-Spam-Level: *****") == "X-Spam-Level: *****");
  CHECK(marked("X-Spamd-Result: default: True [16.20 / 15.00]", "X-Spamd-Result: default: True") ==
        "X-Spamd-Result: default: True");
  CHECK(marked("X-Spam-Flag: NO\nX-Spam-Flag: YES", "X-Spam-Flag: YES") == "X-Spam-Flag: YES");
}

TEST_CASE("anything else marks nothing") {
  CHECK(marked("X-Spam-Flag: NO", "X-Spam-Flag: YES").empty());
  CHECK(marked("X-Spam-Flag: Yesterday", "X-Spam-Flag: YES").empty());
  CHECK(marked("X-Spam-Status: No, score=1.0", "X-Spam-Status: Yes").empty());
  CHECK(marked("X-Spam-Level: ***", "X-Spam-Level: *****").empty());
  CHECK(marked("Subject: X-Spam-Flag: YES", "X-Spam-Flag: YES").empty());
  CHECK(mail::spam_mark(mail::parse("From: a@x.example\n\nX-Spam-Flag: YES\n"),
                        {{"X-Spam-Flag", "YES"}})
            .empty());
  CHECK(mail::spam_mark(mail::parse("X-Spam-Flag: YES\n\n"), {}).empty());
}

TEST_CASE("a mark that is no field is told with an example") {
  for (const char* wrong : {"", "X-Spam-Flag", "X-Spam-Flag:", ": YES", "X Spam Flag: YES"}) {
    const auto read = mail::read_spam_mark(wrong);
    REQUIRE_FALSE(read);
    CHECK(read.error().fault == base::Fault::invalid);
    CHECK(read.error().hint.find("X-Spam-Flag: YES") != std::string::npos);
  }
}
