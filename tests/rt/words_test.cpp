// SPDX-License-Identifier: Apache-2.0
// The pure parts: JSON as RT means it, quoting, the gateway's form and words, fields, marks.
#include "rt/codes.hpp"
#include "rt/fields.hpp"
#include "rt/gateway.hpp"
#include "rt/json.hpp"
#include "rt/mail_search.hpp"

#include <catch2/catch.hpp>

#include <string>

using rt::Value;

TEST_CASE("json: numbers and strings are the same, what is not there is empty") {
  const auto value = rt::read_json(
      R"({"a":4711,"b":"4711","c":null,"d":0.0,"e":true,"f":false,"g":[1,"x"],"h":{"i":"j"}})");
  REQUIRE(value);
  CHECK((*value)["a"].number() == 4711);
  CHECK((*value)["b"].number() == 4711);
  CHECK((*value)["c"].text.empty());
  CHECK((*value)["d"].number() == 0);
  CHECK((*value)["e"].text == "1");
  CHECK((*value)["f"].text.empty());
  CHECK((*value)["g"].items.at(1).text == "x");
  CHECK((*value)["h"]["i"].text == "j");
  CHECK((*value)["no"]["such"]["thing"].items.empty());
  CHECK((*value)["h"].number() == 0);
}

TEST_CASE("json: garbage, towers and an empty answer are errors") {
  CHECK_FALSE(rt::read_json(""));
  CHECK_FALSE(rt::read_json("<html>"));
  CHECK_FALSE(rt::read_json("{\"a\":1"));
  CHECK_FALSE(rt::read_json(std::string(100000, '[')));
  CHECK_FALSE(rt::read_json(std::string(40, '[') + std::string(40, ']')));
  CHECK(rt::read_json(R"(["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"[["])"));
}

TEST_CASE("json: is written so that RT can read it, whatever the bytes") {
  CHECK(rt::write_json(Value::Object{{"a", Value::List{"x", "ü\""}}, {"b", Value{}}}) ==
        "{\"a\":[\"x\",\"ü\\\"\"],\"b\":null}");
  CHECK(rt::write_json(Value("\xff")) == "\"\xef\xbf\xbd\"");
  CHECK(rt::write_json(Value::List{}) == "[]");
}

TEST_CASE("codes: quotes and forms") {
  CHECK(rt::quoted("it's \\ all") == "'it\\'s \\\\ all'");
  CHECK(rt::form({{"user", "a&b"}, {"pass", "c=d"}}) == "user=a%26b&pass=c%3Dd");
}

TEST_CASE("gateway: its words") {
  using rt::Verdict;
  CHECK(rt::read_verdict(200, "ok\nTicket: 4\n") == Verdict::ok);
  CHECK(rt::read_verdict(200, "ok") == Verdict::ok);
  CHECK(rt::read_verdict(200, "not ok - operation unsuccessful\n") == Verdict::not_ok);
  CHECK(rt::read_verdict(200, "temporary failure - operation unsuccessful") == Verdict::temporary);
  CHECK(rt::read_verdict(200, "okay, this is some login page") == Verdict::temporary);
  CHECK(rt::read_verdict(200, "") == Verdict::temporary);
  CHECK(rt::read_verdict(200, "<html>ok") == Verdict::temporary);
  CHECK(rt::read_verdict(403, "not ok") == Verdict::temporary);
  CHECK(rt::read_verdict(502, "ok") == Verdict::temporary);
}

TEST_CASE("gateway: the form keeps the mail's bytes and names no file") {
  rt::Relay mail{
      base::TicketId{7}, "q", "comment", "From: a\r\n\r\n--b\0\n", "m@x", "X-M", "1", {}};
  mail.raw += std::string("\0\xff--", 4);
  const auto form = rt::gateway_form(mail);
  const auto boundary = form.content_type.substr(form.content_type.find('=') + 1);
  CHECK(form.body.find("\r\n\r\n" + mail.raw + "\r\n--" + boundary) != std::string::npos);
  CHECK(form.body.find("filename") == std::string::npos);
  CHECK(form.body.find("name=\"ticket\"\r\n\r\n7\r\n") != std::string::npos);
  CHECK(form.body.ends_with("--" + boundary + "--\r\n"));
  mail.ticket.reset();
  CHECK(rt::gateway_form(mail).body.find("\"ticket\"") == std::string::npos);
}

TEST_CASE("mail: Message-IDs as RT stores them, marks as it keeps them") {
  CHECK(rt::stored_message_id(" <a@b> ") == "a@b");
  CHECK(rt::stored_message_id(std::string(300, 'x')).size() == 160);
  CHECK(rt::stored_message_id(std::string(159, 'x') + "ü") == std::string(159, 'x'));
  CHECK(rt::stored_message_id(std::string(158, 'x') + "üy") == std::string(158, 'x') + "ü");
  using rt::Mark;
  const std::string headers = "Subject: X-Mark: 1\nx-MARK:  one \nTo: x";
  CHECK(rt::mark_in(headers, "X-Mark", "one") == Mark::ours);
  CHECK(rt::mark_in(headers, "X-Mark", "on") == Mark::of_another);
  CHECK(rt::mark_in(headers, "X-Mar", "one") == Mark::none);
  CHECK(rt::mark_in("", "X-Mark", "one") == Mark::none);
}

namespace {
const rt::Ticket ticket{{1}, "q", "s", "new", {{"many", {"A", "b"}}, {"one", {"x"}}, {"none", {}}}};
std::string sent(const std::vector<rt::FieldChange>& changes) {
  const auto fields = rt::changed_fields(ticket, changes);
  return fields ? rt::write_json(*fields) : base::to_word(fields.error().fault);
}
} // namespace

TEST_CASE("fields: only what changes is sent, and then all of its values") {
  CHECK(sent({{"many", {"c"}, {"B"}, {}}}) == R"({"many":["A","c"]})");
  CHECK(sent({{"many", {"a"}, {"z"}, {}}, {"one", {}, {}, "x"}, {"none", {}, {}, ""}}) == "{}");
  CHECK(sent({{"many", {}, {"A", "b"}, {}}}) == R"({"many":[]})");
  CHECK(sent({{"one", {}, {}, ""}}) == R"({"one":null})");
  CHECK(sent({{"one", {}, {}, "X"}}) == R"({"one":"X"})");
  CHECK(sent({{"one", {}, {}, "x\r\n"}}) == "{}");
  CHECK(sent({{"many", {"c"}, {}, {}}, {"many", {"d"}, {}, {}}}) ==
        R"({"many":["A","b","c","d"]})");
  CHECK(sent({{"no such", {"c"}, {}, {}}}) == "refused");
  CHECK(sent({{"one", {"c"}, {}, "d"}}) == "invalid");
}

TEST_CASE("fields: what was wanted is looked for without case") {
  CHECK(rt::unmet(ticket, {{"many", {"a", "B"}, {"c"}, {}}, {"one", {}, {}, "X"}}).empty());
  CHECK(rt::unmet(ticket, {{"many", {"c"}, {}, {}}}) == "many");
  CHECK(rt::unmet(ticket, {{"many", {}, {"B"}, {}}}) == "many");
  CHECK(rt::unmet(ticket, {{"one", {}, {}, ""}}) == "one");
  CHECK(rt::unmet(ticket, {{"none", {}, {}, "x"}}) == "none");
}
