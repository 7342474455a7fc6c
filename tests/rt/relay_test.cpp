// SPDX-License-Identifier: Apache-2.0
// How a mail goes to RT's gateway: looked for before, looked for afterwards.
#include "rt/canned_rt.hpp"

using namespace canned_rt;
using base::Fault;

TEST_CASE("relay: nothing is posted when the search for it fails") {
  const HttpServer server(rt_that([](const Asked&) -> Canned { return {500, "", {}, {}}; }));
  auto client = client_of(server);
  const rt::Relay mail{{}, "q", "correspond", "From: a\n\nb", "m@x", "X-M", "1", {}};
  CHECK(must_fail(client.relay(mail)).fault == Fault::temporary);
  CHECK(count(server, "POST", "/REST/1.0") == 0);
  auto lost = mail;
  lost.message_id.clear();
  CHECK(must_fail(client.relay(lost)).fault == Fault::invalid);
}

TEST_CASE("relay: its ticket is read once for both searches, and again where a merge hides it") {
  for (const bool merged : {false, true}) {
    bool posted = false;
    const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
      const auto has = [&](const std::string& words) {
        return asked.body.find(words) != std::string::npos;
      };
      if (is(asked, "GET", "/REST/2.0/ticket/4711")) {
        auto ticket = ticket_json;
        if (merged && posted)
          ticket.replace(ticket.find("4711"), 4, "4000");
        return {200, ticket, {}, {}};
      }
      if (is(asked, "POST", "/REST/1.0/NoAuth/mail-gateway")) {
        posted = true;
        return {200, "ok\n", {}, {}};
      }
      const bool stands = posted && (!merged || has("ObjectId%3D4000"));
      if (is(asked, "POST", "/REST/2.0/transactions"))
        return {200,
                items(stands && has("id%20%3E%200%20")
                          ? R"({"id":"9","ObjectId":4711,"Type":"Correspond"})"
                          : ""),
                {},
                {}};
      if (is(asked, "POST", "/REST/2.0/attachments"))
        return {200, items(R"({"TransactionId":9,"Headers":"X-M: 1\n"})"), {}, {}};
      return {404, "", {}, {}};
    }));
    auto client = client_of(server);
    const rt::Relay mail{{{4711}}, "q", "correspond", "From: a\n\nb", "m@x", "X-M", "1", {}};
    CHECK(client.relay(mail).value() == rt::Relayed::now);
    CHECK(count(server, "GET", "/REST/2.0/ticket/4711") == (merged ? 3 : 1));
    CHECK(count(server, "POST", "/REST/1.0/NoAuth/mail-gateway") == 1);
  }
}
