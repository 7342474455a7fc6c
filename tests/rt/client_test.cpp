// SPDX-License-Identifier: Apache-2.0
// The client against a server that answers as RT was seen to answer, also on its bad days.
#include "rt/canned_rt.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>

using namespace canned_rt;
using base::Fault;

TEST_CASE("wire: cookie and password go together, one login for many calls") {
  const HttpServer server(rt_that([](const Asked&) -> Canned {
    return {200, ticket_json, {}, {}};
  }));
  auto client = client_of(server);
  REQUIRE(client.ticket({4711}));
  REQUIRE(client.ticket({4711}));
  CHECK(count(server, "POST", "/NoAuth/Login.html") == 1);
  const auto last = server.asked().back();
  CHECK(last.header("Cookie") == "RT_SID_x.80=good");
  CHECK(last.header("Authorization").starts_with("Basic "));
  CHECK(last.header("Connection") == "close");
}

TEST_CASE("wire: without a session, or with a useless cookie, the password alone goes") {
  for (const int login : {200, 404}) {
    const HttpServer server([login](const Asked& asked) -> Canned {
      if (is(asked, "POST", "/NoAuth/"))
        return {login, "", {"Set-Cookie: RT_SID_x.80=useless"}, {}};
      if (asked.header("Authorization").empty())
        return {302, "", {}, {}};
      return {200, ticket_json, {}, {}};
    });
    auto client = client_of(server);
    REQUIRE(client.ticket({4711}));
    CHECK(server.asked().back().header("Cookie").empty());
  }
}

TEST_CASE("wire: a session that died is made anew after a while") {
  int sessions = 0;
  const HttpServer server([&](const Asked& asked) -> Canned {
    if (is(asked, "POST", "/NoAuth/"))
      return {200, "", {"Set-Cookie: RT_SID_x.80=" + std::to_string(++sessions)}, {}};
    if (asked.header("Authorization").empty())
      return {asked.header("Cookie") == "RT_SID_x.80=" + std::to_string(sessions) ? 200 : 302,
              "",
              {},
              {}};
    return {200, ticket_json, {}, {}};
  });
  auto client = client_of(server);
  REQUIRE(client.ticket({1}));
  ++sessions; // RT forgot the first
  for (int i = 0; i < 210; ++i)
    REQUIRE(client.ticket({1}));
  CHECK(server.asked().back().header("Cookie") == "RT_SID_x.80=3");
}

TEST_CASE("wire: what each status means") {
  struct Row {
    int status;
    Fault fault;
    std::string words;
  };
  for (const auto& [status, fault, words] :
       {Row{401, Fault::temporary, "password"}, Row{403, Fault::not_found, "forbidden"},
        Row{404, Fault::not_found, "no ticket 5"}, Row{500, Fault::temporary, "RT's own log"},
        Row{502, Fault::temporary, "502"}, Row{302, Fault::temporary, "redirects"},
        Row{429, Fault::temporary, "429"}}) {
    const HttpServer server(rt_that([s = status](const Asked&) -> Canned {
      return {s, "", {}, {}};
    }));
    auto client = client_of(server);
    const auto error = must_fail(client.ticket({5}));
    INFO(base::describe(error));
    CHECK(error.fault == fault);
    CHECK(base::describe(error).find(words) != std::string::npos);
  }
}

TEST_CASE("wire: answers of the wrong shape are temporary, never a crash") {
  for (const std::string body :
       {"", "<html>", "[]", "{}", "null", "7", R"({"id":{}})", R"({"id":1,"Status":[]})",
        R"({"items":7})", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}) {
    const HttpServer server(rt_that([&](const Asked&) -> Canned { return {200, body, {}, {}}; }));
    auto client = client_of(server);
    INFO(body);
    CHECK(must_fail(client.ticket({5})).fault == Fault::temporary);
    CHECK(must_fail(client.greet()).fault == Fault::temporary);
    CHECK(must_fail(client.transactions_after({}, {"q"})).fault == Fault::temporary);
    CHECK(must_fail(client.members({5})).fault == Fault::temporary);
    CHECK(must_fail(client.user_by_address("a@b")).fault == Fault::temporary);
    CHECK(must_fail(client.comment({5}, "s", "t")).fault == Fault::temporary);
  }
}

TEST_CASE("wire: an RT that is down is named, and one connection tells it") {
  std::string url;
  { url = HttpServer({{200, "", {}, {}}}).url(); }
  rt::Client client({url, "bridge", secret, {}, base::Seconds{5}});
  CHECK(must_fail(client.ticket({5})).what ==
        "RT at " + url + " does not answer: connection refused; nothing was sent");
}

TEST_CASE("ticket: a group's name is asked for once, one that is hidden is left out") {
  const HttpServer server(rt_that([](const Asked& asked) -> Canned {
    if (is(asked, "GET", "/REST/2.0/group/7"))
      return {200, R"({"id":7,"Name":"ea-A"})", {}, {}};
    if (is(asked, "GET", "/REST/2.0/group/8"))
      return {403, "", {}, {}};
    auto ticket = ticket_json;
    return {200,
            ticket.replace(1, 0, R"("AdminCc":[{"type":"group","id":"7"},{"type":"user","id":"x"},
                                    {"type":"group","id":"8"}],)"),
            {},
            {}};
  }));
  auto client = client_of(server);
  for (int i = 0; i < 3; ++i)
    CHECK(client.ticket({4711}).value().admin_groups == std::vector<std::string>{"ea-A"});
  CHECK(count(server, "GET", "/REST/2.0/group/7") == 1);
}

TEST_CASE("fields: a race is tried again, a refusal is not tried for ever") {
  int puts = 0;
  const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
    if (asked.method == "PUT")
      return ++puts == 1 ? Canned{412, "{}", {}, {}}
                         : Canned{200, R"(["Invalid value for custom field"])", {}, {}};
    return {200, ticket_json, {"ETag: \"99\""}, {}};
  }));
  auto client = client_of(server);
  const auto error = must_fail(client.change_fields({4711}, {{"F", {"b"}, {}, {}}}));
  CHECK(error.fault == Fault::refused);
  CHECK(error.what.find("Invalid value") != std::string::npos);
  CHECK(puts == 3);
  REQUIRE(client.change_fields({4711}, {{"F", {"A"}, {"z"}, {}}}));
  CHECK(puts == 3);
}

TEST_CASE(
    "comment: a missing right is temporary, an identity that cannot be found again is refused") {
  const HttpServer server(rt_that([](const Asked& asked) -> Canned {
    if (is(asked, "POST", "/REST/2.0/transactions"))
      return {200, items(""), {}, {}};
    if (asked.method == "POST")
      return {400, R"({"message":"Permission Denied"})", {}, {}};
    return {200, ticket_json, {}, {}};
  }));
  auto client = client_of(server);
  const auto error = must_fail(client.comment({4711}, "s", "t"));
  CHECK(error.fault == Fault::temporary);
  CHECK(error.hint.find("CommentOnTicket") != std::string::npos);
  for (const std::string& bad :
       {std::string(), std::string(" s"), std::string("a\nb"), std::string(300, 'x')})
    CHECK(must_fail(client.comment({4711}, bad, "t")).fault == Fault::invalid);
}

TEST_CASE("transactions: short pages, hidden pages and the end") {
  const auto row = [](int id) {
    return R"({"id":")" + std::to_string(id) +
           R"(","ObjectId":5,"Type":"Set","OldValue":null,"Creator":{"id":"anna"}})";
  };
  const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
    const auto has = [&](const std::string& words) {
      return asked.target.find(words) != std::string::npos;
    };
    const auto after = [&](const std::string& id) {
      return asked.body.find("id%20%3E%20" + id + "%20") != std::string::npos;
    };
    if (after("10"))
      return {200, items(row(12) + "," + row(15)), {}, {}};
    if (after("15") && has("order=DESC"))
      return {200, items(row(400)), {}, {}};
    if (after("15") && has("page=3"))
      return {200, items(row(400)), {}, {}};
    return {200, items(""), {}, {}};
  }));
  auto client = client_of(server);
  const auto found = client.transactions_after({10}, {"q", "it's"});
  REQUIRE(found);
  REQUIRE(found->size() == 3);
  CHECK(found->back().id.value == 400);
  CHECK(count(server, "POST", "/REST/2.0/transactions") == 6); // the end is near: DESC at once
  CHECK(found->front().creator == "anna");
  CHECK(found->front().ticket.value == 5);
  CHECK(must_fail(client.transactions_after({10}, {})).fault == Fault::invalid);
}

TEST_CASE("transactions: a row that comes or goes while the end is looked for") {
  for (const bool goes : {false, true}) {
    int asked_for_it = 0; // the first answer is before it came
    const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
      const auto has = [&](const std::string& words) {
        return asked.target.find(words) != std::string::npos;
      };
      if (asked.body.find("id%20%3E%2010%20") != std::string::npos &&
          (has("order=DESC") || (has("&page=1") && ++asked_for_it == 2 && !goes)))
        return {200, items(R"({"id":"240","ObjectId":5,"Type":"Set"})"), {}, {}};
      return {200, items(""), {}, {}};
    }));
    auto client = client_of(server);
    const auto found = client.transactions_after({10}, {"q"});
    REQUIRE(found);
    CHECK(found->size() == (goes ? 0 : 1));
    CHECK(count(server, "POST", "/REST/2.0/transactions") <= 8); // and does not turn for ever
  }
}

TEST_CASE(
    "transactions: rows that were not asked for end the search instead of turning in circles") {
  const HttpServer server(rt_that([](const Asked&) -> Canned {
    return {200, items(R"({"id":3,"ObjectId":5,"Type":"Set"})"), {}, {}};
  }));
  auto client = client_of(server);
  CHECK(must_fail(client.transactions_after({10}, {"q"})).fault == Fault::temporary);
}

TEST_CASE("people: circles of groups end, the privileged one of two comes first, strangers are not "
          "taken") {
  const HttpServer server(rt_that([](const Asked& asked) -> Canned {
    const auto user = [](const std::string& name, int id, const std::string& address) {
      return R"({"Name":")" + name + R"(","EmailAddress":")" + address +
             R"(","_hyperlinks":[{"ref":"self","id":)" + std::to_string(id) + "}]}";
    };
    if (is(asked, "GET", "/REST/2.0/group/1"))
      return {
          200, R"({"Members":[{"type":"group","id":"2"},{"type":"user","id":"anna"}]})", {}, {}};
    if (is(asked, "GET", "/REST/2.0/group/2"))
      return {200,
              R"({"Members":[{"type":"group","id":1},{"type":"user","id":"aldo"}],"Disabled":"0"})",
              {},
              {}};
    if (is(asked, "GET", "/REST/2.0/user/8"))
      return {200, R"({"Name":"aldo","Privileged":1})", {}, {}};
    if (is(asked, "GET", "/REST/2.0/user/"))
      return {200, R"({"Name":"x","Privileged":""})", {}, {}};
    // RT ignores a condition that it does not know, and then gives everybody
    return {200,
            items(user("anna", 7, "A@x.test") + "," + user("aldo", 8, "a@X.test") + "," +
                  user("eve", 9, "e@x.test")),
            {},
            {}};
  }));
  auto client = client_of(server);
  const auto members = client.members({1});
  REQUIRE(members);
  CHECK(members->size() == 2);
  CHECK(client.member_names({1}).value() == std::set<std::string>{"aldo", "anna"});
  const auto user = client.user_by_address(" a@x.TEST ");
  REQUIRE(user);
  REQUIRE(*user);
  CHECK((*user)->name == "aldo");
  CHECK_FALSE(client.user_by_address("nobody@x.test").value());
}

TEST_CASE("people: a group is searched for once, and again when its number bears another name") {
  std::string name = "ea-A";
  std::string disabled = "0";
  const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
    if (is(asked, "GET", "/REST/2.0/group/7"))
      return {200,
              R"({"id":7,"Domain":"UserDefined","Name":")" + name + R"(","Disabled":)" + disabled +
                  R"(,"Members":[{"type":"user","id":"anna"}]})",
              {},
              {}};
    if (is(asked, "GET", "/REST/2.0/group/8"))
      return {200, R"({"id":8,"Domain":"UserDefined","Name":"ea-A","Members":[]})", {}, {}};
    return {200,
            items(R"({"id":)" + std::string(name == "ea-A" ? "7" : "8") + R"(,"Name":"ea-A"})"),
            {},
            {}};
  }));
  auto client = client_of(server);
  using Names = std::set<std::string>;
  CHECK(client.member_names_of("ea-A").value() == Names{"anna"});
  CHECK(client.member_names_of("ea-A").value() == Names{"anna"});
  CHECK(count(server, "POST", "/REST/2.0/groups") == 1);
  disabled = "1";
  CHECK(client.member_names_of("ea-A").value() == Names{});
  CHECK(count(server, "POST", "/REST/2.0/groups") == 2);
  name = "ea-B";
  disabled = "0";
  CHECK(client.member_names_of("ea-A").value() == Names{});
  CHECK(count(server, "POST", "/REST/2.0/groups") == 3);
  CHECK_FALSE(client.member_names_of("ea-C").value());
}

TEST_CASE(
    "create: what RT dropped is written again, an answer without a number is in nobody's way") {
  std::string field = "[]";
  int puts = 0;
  const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
    if (is(asked, "POST", "/REST/2.0/tickets"))
      return {200, items(""), {}, {}};
    if (is(asked, "GET", "/REST/2.0/queue/q%20r"))
      return {200, R"({"TicketCustomFields":[{"name":"K"}]})", {}, {}};
    if (is(asked, "POST", "/REST/2.0/ticket"))
      return {201, puts == 0 ? R"({"id":"7"})" : "{}", {}, {}};
    if (asked.method == "PUT") {
      CHECK(asked.header("If-Match") == "\"5\"");
      if (++puts == 2) // the first one meets a race
        field = R"(["k"])";
      return {puts == 1 ? 412 : 200, "[]", {}, {}};
    }
    return {
        200,
        R"({"id":7,"Queue":{"Name":"q r"},"Status":"new","CustomFields":[{"name":"K","values":)" +
            field + R"(},{"name":"F","values":["f"]}]})",
        {"ETag: \"5\""},
        {}};
  }));
  auto client = client_of(server);
  const rt::NewTicket wanted{"q r", "s", {{"F", {"f"}}}, "K", "k", {}, {}, {}};
  const auto made = client.create(wanted);
  REQUIRE(made);
  CHECK(made->id.value == 7);
  CHECK(made->dropped.empty());
  CHECK(puts == 2);
  CHECK(must_fail(client.create(wanted)).fault == Fault::temporary);
}

TEST_CASE("create: nothing is made when the search for it fails") {
  const HttpServer server(rt_that([](const Asked& asked) -> Canned {
    if (is(asked, "POST", "/REST/2.0/tickets"))
      return {400, R"({"message":"Wrong query"})", {}, {}};
    return {201, R"({"id":"7"})", {}, {}};
  }));
  auto client = client_of(server);
  CHECK(must_fail(client.create({"q", "s", {}, "K", "k", {}, {}, {}})).fault == Fault::temporary);
  CHECK(count(server, "POST", "/REST/2.0/ticket?") + count(server, "POST", "/REST/2.0/tickets") ==
        count(server, "POST", "/REST/2.0/ticket"));
}

TEST_CASE("watchers: a group that is hidden from us stays, one that keeps changing is temporary") {
  int puts = 0;
  std::string body;
  const HttpServer server(rt_that([&](const Asked& asked) -> Canned {
    if (is(asked, "GET", "/REST/2.0/group/8"))
      return {403, "", {}, {}};
    if (is(asked, "GET", "/REST/2.0/group/9"))
      return {200, R"({"id":9,"Name":"ea-B"})", {}, {}};
    if (asked.method == "PUT") {
      ++puts;
      body = asked.body;
      return {412, "{}", {}, {}};
    }
    auto ticket = ticket_json;
    return {
        200,
        ticket.replace(1, 0, R"("AdminCc":[{"type":"group","id":"8"},{"type":"group","id":"9"}],)"),
        {"ETag: \"5\""},
        {}};
  }));
  auto client = client_of(server);
  CHECK(must_fail(client.change_admin_groups({4711}, {}, {"ea-B"})).fault == Fault::temporary);
  CHECK(puts > 2);
  CHECK(body == R"({"AdminCc":["8"]})");
}
