// SPDX-License-Identifier: Apache-2.0
#include "mail/authentication.hpp"

#include <catch2/catch.hpp>

using Verdict = mail::Authentication::Verdict;

namespace {

const std::vector<std::string> border{"mx.bridge.example"};

mail::Authentication judged(const std::string& headers,
                            const std::string& from = "Anna <anna@infn.example>") {
  return mail::authenticate(mail::parse(headers + "From: " + from + "\n\naccept X-Y\n"), border,
                            {"inner.bridge.example"});
}
Verdict verdict(const std::string& headers) {
  return judged(headers).verdict;
}
std::string results(const std::string& findings) {
  return "Authentication-Results: mx.bridge.example; " + findings + "\n";
}

} // namespace

TEST_CASE("authentication: DMARC has the last word") {
  const auto passed = judged(results("dmarc=pass header.from=infn.example"));
  CHECK(passed.verdict == Verdict::pass);
  CHECK(passed.because == "dmarc=pass (mx.bridge.example)");
  CHECK(verdict(results("dmarc=fail header.from=infn.example; dkim=pass header.d=infn.example")) ==
        Verdict::fail);
  CHECK(verdict(results("dkim=pass header.d=list.example;\n dmarc=pass (p=reject) "
                        "header.from=INFN.example")) == Verdict::pass);
  CHECK(verdict(results("dmarc=pass header.from=evil.example")) == Verdict::none);
}

TEST_CASE("authentication: without DMARC, what is aligned with From counts") {
  CHECK(verdict(results("dkim=pass header.d=infn.example")) == Verdict::pass);
  CHECK(verdict(results("dkim=pass header.i=@mail.infn.example")) == Verdict::pass);
  CHECK(verdict(results("spf=pass smtp.mailfrom=anna@cnaf.infn.example")) == Verdict::pass);
  CHECK(verdict(results("auth=pass smtp.auth=anna@infn.example")) == Verdict::pass);
  CHECK(verdict(results("auth=pass smtp.auth=mallory@infn.example")) == Verdict::none);
  CHECK(verdict(results("dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example")) ==
        Verdict::none);
  CHECK(verdict(results("dkim=pass header.d=example")) == Verdict::none);
  CHECK(verdict(results("dkim=pass header.d=n.example")) == Verdict::none);
  CHECK(verdict(results("dkim=fail header.d=infn.example; dkim=pass header.d=infn.example")) ==
        Verdict::pass);
  CHECK(verdict(results("spf=fail smtp.mailfrom=anna@infn.example")) == Verdict::fail);
  CHECK(verdict(results("spf=softfail smtp.mailfrom=anna@infn.example")) == Verdict::none);
  CHECK(verdict(results("none")) == Verdict::none);
}

TEST_CASE("authentication: only the border's own field, and only the topmost of them") {
  CHECK(verdict("Authentication-Results: evil.example; dmarc=pass header.from=infn.example\n") ==
        Verdict::none);
  const std::string forged = results("dmarc=pass header.from=infn.example");
  // as Postfix writes it: below the border's own Received line, above what the sender had put there
  const std::string border_line = "Received: from x (y [1.2.3.4])\n by mx.bridge.example; today\n";
  CHECK(verdict(border_line + results("dmarc=fail header.from=infn.example") + forged) ==
        Verdict::fail);
  CHECK(verdict(border_line + results("dmarc=none") + forged) == Verdict::none);
  CHECK(verdict(results("spf=none") + border_line + forged) == Verdict::none);
  // hops inside the house add their lines above
  CHECK(verdict("Received: from mx by Inner.bridge.example with ESMTP\n" + border_line + forged) ==
        Verdict::pass);
  // what stands below another host's line came with the mail
  CHECK(verdict("Received: from evil by relay.evil.example\n" + forged) == Verdict::none);
  CHECK(verdict(border_line + "Received: from a by b.evil.example\n" + forged) == Verdict::none);
  CHECK(verdict("Received: whatever\n" + forged) == Verdict::none);
}

TEST_CASE("authentication: comments, quotes and versions as RFC 8601 has them") {
  CHECK(verdict("Authentication-Results: (c \\) ;) \"mx.bridge.example\" 1 ; dmarc = pass (a;b) "
                "header.from = \"infn.example\"\n") == Verdict::pass);
  CHECK(verdict("Authentication-Results: mx.bridge.example 2; dmarc=pass\n") == Verdict::none);
  CHECK(verdict("Authentication-Results: mx.bridge.example (; dmarc=pass\n") == Verdict::none);
  CHECK(verdict(results("x=\"y; dmarc=pass header.from=infn.example\"")) == Verdict::none);
  CHECK(verdict(results("spf=fail reason=\"; dmarc=pass\" smtp.mailfrom=infn.example")) ==
        Verdict::fail);
  CHECK(verdict("Authentication-Results:\n") == Verdict::none);
  CHECK(judged(results("dmarc=pass"), "a@x.example, b@y.example").verdict == Verdict::none);
}
