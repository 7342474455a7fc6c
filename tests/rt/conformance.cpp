// SPDX-License-Identifier: Apache-2.0
// What we believe of RT, asked of a real RT 5. Needs ROLLOUT_TEST_RT_URL, ROLLOUT_TEST_RT_PASSWORD
// (of the user ROLLOUT_TEST_RT_USER, default rollout-bridge) and ROLLOUT_TEST_RT_ROOT_PASSWORD; or
// ROLLOUT_TEST_RT, a lab.env with LAB_RT_URL and LAB_RT_ROOT_PASSWORD, and
// ROLLOUT_TEST_RT_PASSWORD. Without them it ends with 77. It makes tickets, users and groups, so
// point it at no RT of value.
#include "rt/client.hpp"
#include "rt/codes.hpp"
#include "rt/wire.hpp"

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

using base::Fault;
using rt::Value;

namespace {

std::map<std::string, std::string> lab() {
  std::map<std::string, std::string> result;
  const char* path = std::getenv("ROLLOUT_TEST_RT");
  std::ifstream file(path == nullptr ? "" : path);
  for (std::string line; std::getline(file, line);) {
    const auto equals = line.find('=');
    if (equals == std::string::npos)
      continue;
    auto value = line.substr(equals + 1);
    std::erase_if(value, [](char letter) { return letter == '\'' || letter == '"'; });
    auto name = line.substr(0, equals);
    result[name.starts_with("export ") ? name.substr(7) : name] = value;
  }
  return result;
}

std::string need(const char* name, const char* lab_name, const char* otherwise = nullptr) {
  static const auto from_lab = lab();
  if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
    return value;
  if (const auto found = from_lab.find(lab_name); found != from_lab.end())
    return found->second;
  if (otherwise != nullptr)
    return otherwise;
  std::fprintf(stderr, "skipped: %s is not set; see the head of tests/rt/conformance.cpp\n", name);
  std::exit(77);
}

rt::Settings ours() {
  return {need("ROLLOUT_TEST_RT_URL", "LAB_RT_URL"),
          need("ROLLOUT_TEST_RT_USER", "LAB_RT_USER", "rollout-bridge"),
          need("ROLLOUT_TEST_RT_PASSWORD", "LAB_RT_PASSWORD"),
          {},
          base::Seconds{60}};
}

rt::Settings roots() {
  auto settings = ours();
  settings.user = "root";
  settings.password = need("ROLLOUT_TEST_RT_ROOT_PASSWORD", "LAB_RT_ROOT_PASSWORD");
  return settings;
}

rt::Client& bridge() {
  static rt::Client client(ours());
  return client;
}

rt::Wire& root() {
  static rt::Wire wire(roots());
  return wire;
}

// A word that no other test run has used.
std::string fresh() {
  static int count = 0;
  static const auto start = std::chrono::system_clock::now().time_since_epoch().count();
  return std::to_string(start) + "-" + std::to_string(++count);
}

template <class T> T must(base::Result<T> result) {
  if (!result)
    FAIL(base::describe(result.error()));
  return std::move(*result);
}
void must(const base::Result<void>& result) {
  if (!result)
    FAIL(base::describe(result.error()));
}

Value as_root(const std::string& method, const std::string& path, const Value& body = {}) {
  auto answer = method == "GET"   ? root().get(path)
                : method == "PUT" ? root().put(path, body)
                                  : root().post(path, body);
  return must(root().json(answer, path));
}

base::TicketId new_ticket(const std::string& queue = "staged-rollout") {
  const auto made = as_root("POST", "/ticket",
                            Value::Object{{"Queue", queue}, {"Subject", "conformance " + fresh()}});
  return {made["id"].number()};
}

void set_status(base::TicketId id, const std::string& status) {
  as_root("PUT", "/ticket/" + to_string(id), Value::Object{{"Status", status}});
  REQUIRE(must(bridge().ticket(id)).status == status);
}

int count_of(base::TicketId id, const std::string& type) {
  int count = 0;
  for (const auto& row :
       as_root("GET", "/ticket/" + to_string(id) + "/history?fields=Type&per_page=100")["items"]
           .items)
    count += row["Type"].text == type ? 1 : 0;
  return count;
}

// Adding the group's or user's rights is the lab's work; making one more is root's.
base::UserId new_user(const std::string& name, const std::string& address) {
  as_root("POST", "/user",
          Value::Object{{"Name", name}, {"EmailAddress", address}, {"Privileged", "1"}});
  const auto user = must(bridge().user_by_name(name));
  REQUIRE(user);
  return user->id;
}

base::GroupId new_group(const std::string& name) {
  return {as_root("POST", "/group", Value::Object{{"Name", name}})["id"].number()};
}

void put_into(base::GroupId group, std::int64_t member) {
  must(root().put("/group/" + to_string(group) + "/members", Value::List{std::to_string(member)}));
}

rt::Relay relay_of(std::optional<base::TicketId> ticket, const std::string& message_id,
                   const std::string& mark = "mark-1") {
  rt::Relay mail;
  mail.ticket = ticket;
  mail.queue = "staged-rollout";
  mail.action = "correspond";
  mail.message_id = message_id;
  mail.mark_header = "X-Rollout-Relay";
  mail.mark = mark;
  mail.raw = "From: anna@infn.example.test\nTo: rt@example.test\nSubject: conformance " +
             message_id + "\nMessage-ID: <" + message_id + ">\nX-Rollout-Relay: " + mark +
             "\nRT-Control: no-autoopen\nMIME-Version: 1.0\n"
             "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n"
             "--b\nContent-Type: application/octet-stream\n\nx\n--b--\n";
  return mail;
}

// The gateway as an earlier try of ours, or another program, had called it.
void post_unmarked(rt::Relay mail, bool with_mark) {
  if (!with_mark) {
    const auto at = mail.raw.find("X-Rollout-Relay");
    mail.raw.erase(at, mail.raw.find('\n', at) + 1 - at);
  }
  std::string body =
      "--B\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n" + mail.raw + "\r\n";
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"queue", mail.queue},
                                          {"action", mail.action},
                                          {"ticket", mail.ticket ? to_string(*mail.ticket) : ""}})
    if (!value.empty())
      body +=
          "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  const auto answer = must(root().post_mail("multipart/form-data; boundary=B", body + "--B--\r\n"));
  REQUIRE(answer.body.substr(0, 2) == "ok");
}

} // namespace

TEST_CASE("rt: greets, and a wrong password is temporary and not told") {
  must(bridge().greet());
  auto settings = ours();
  settings.password = "quite-wrong";
  const auto greeted = rt::Client(settings).greet();
  REQUIRE_FALSE(greeted);
  CHECK(greeted.error().fault == Fault::temporary);
  CHECK(base::describe(greeted.error()).find("quite-wrong") == std::string::npos);
}

TEST_CASE("rt: a dead session falls through to the password in the same request") {
  const auto settings = ours();
  net::Request request;
  request.url = settings.url + "/REST/2.0/rt";
  request.headers = {
      "Cookie: RT_SID_x.1=00000000000000000000000000000000; RT_SID_example.test.80=0",
      "Authorization: Basic " + rt::base64(settings.user + ':' + settings.password)};
  net::Http http;
  CHECK(must(http.send(request)).status == 200);
  request.headers.pop_back();
  CHECK(must(http.send(request)).status != 200);
}

TEST_CASE("rt: reads a ticket with its fields, and knows which are not there") {
  const auto id = new_ticket();
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.id == id);
  CHECK(ticket.queue == "staged-rollout");
  CHECK(ticket.status == "new");
  CHECK(ticket.fields.contains("EA Accepted"));
  CHECK(bridge().ticket({99999999}).error().fault == Fault::not_found);
}

TEST_CASE("rt: a ticket that we may not see is not found, and says why") {
  const auto queue = "secret-" + fresh();
  as_root("POST", "/queue", Value::Object{{"Name", queue}});
  const auto read = bridge().ticket(new_ticket(queue));
  REQUIRE_FALSE(read);
  CHECK(read.error().fault == Fault::not_found);
  CHECK(read.error().what.find("forbidden") != std::string::npos);
}

TEST_CASE("rt: fields are added to, taken from, set and cleared; nothing is written twice") {
  const auto id = new_ticket();
  must(bridge().change_fields(id, {{"EA Accepted", {"A-one", "B"}, {}, {}},
                                   {"Outcome", {}, {}, "accept"},
                                   {"Rollout Status", {}, {}, "Zeile 1\nüber [alles]\n"}}));
  must(bridge().change_fields(id, {{"EA Accepted", {"C"}, {"b"}, {}}}));
  auto ticket = must(bridge().ticket(id));
  auto accepted = ticket.fields.at("EA Accepted");
  std::sort(accepted.begin(), accepted.end());
  CHECK(accepted == std::vector<std::string>{"A-one", "C"});
  CHECK(ticket.fields.at("Outcome") == std::vector<std::string>{"ACCEPT"});
  const int changes = count_of(id, "CustomField");
  must(bridge().change_fields(id, {{"EA Accepted", {"a-ONE", "C"}, {"B"}, {}},
                                   {"Rollout Status", {}, {}, "Zeile 1\nüber [alles]\n"}}));
  CHECK(count_of(id, "CustomField") == changes);
  must(bridge().change_fields(id,
                              {{"EA Accepted", {}, {"A-one", "C"}, {}}, {"Outcome", {}, {}, ""}}));
  ticket = must(bridge().ticket(id));
  CHECK(ticket.fields.at("EA Accepted").empty());
  CHECK(ticket.fields.at("Outcome").empty());
}

TEST_CASE("rt: a value that the list does not know is refused, and the old values stay") {
  const auto id = new_ticket();
  must(bridge().change_fields(
      id, {{"Outcome", {}, {}, "ACCEPT"}, {"EA Teams", {"NGI_IT-INFN-T1"}, {}, {}}}));
  const auto changed = bridge().change_fields(id, {{"Outcome", {}, {}, "MAYBE"}});
  REQUIRE_FALSE(changed);
  CHECK(changed.error().fault == Fault::refused);
  CHECK(changed.error().what.find("Invalid value") != std::string::npos);
  CHECK(bridge().change_fields(id, {{"EA Teams", {"no-such"}, {}, {}}}).error().fault ==
        Fault::refused);
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.fields.at("Outcome") == std::vector<std::string>{"ACCEPT"});
  CHECK(ticket.fields.at("EA Teams") == std::vector<std::string>{"NGI_IT-INFN-T1"});
  const auto unknown = bridge().change_fields(id, {{"No Such Field", {"x"}, {}, {}}});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().fault == Fault::refused);
  CHECK(unknown.error().what.find("No Such Field") != std::string::npos);
}

TEST_CASE("rt: a comment is written once though asked for twice") {
  const auto id = new_ticket();
  const std::string subject = "[bridge it's \"sr\" \\ 100%/1] grüße";
  const auto first = must(bridge().comment(id, subject, "Grüße an Zoë, 日本\n"));
  CHECK(must(bridge().comment(id, subject, "another text")) == first);
  CHECK(must(bridge().comment(id, "[bridge it's \"SR\" \\ 100%/1] grüße", "x")) != first);
  CHECK(count_of(id, "Comment") == 2);
  const auto rows =
      as_root("POST", "/attachments?fields=Content",
              Value::List{Value::Object{{"field", "TransactionId"}, {"value", to_string(first)}}});
  CHECK(rows["items"].items.at(0)["Content"].text.substr(0, 12) == "R3LDvMOfZSBh"); // "Grüße a"
}

TEST_CASE("rt: a comment is found among more than a hundred others") {
  const auto id = new_ticket();
  const auto first = must(bridge().comment(id, "[bridge first]", "x"));
  for (int i = 0; i < 105; ++i)
    as_root("POST", "/ticket/" + to_string(id) + "/comment",
            Value::Object{{"Content", "noise"}, {"ContentType", "text/plain"}});
  const auto last = must(bridge().comment(id, "[bridge last]", "x"));
  CHECK(must(bridge().comment(id, "[bridge first]", "x")) == first);
  CHECK(must(bridge().comment(id, "[bridge last]", "x")) == last);
  CHECK(bridge().comment({99999999}, "[bridge x]", "x").error().fault == Fault::not_found);
}

TEST_CASE("rt: a comment opens nothing") {
  const auto id = new_ticket();
  must(bridge().comment(id, "[bridge new]", "x"));
  CHECK(must(bridge().ticket(id)).status == "new");
  set_status(id, "resolved");
  must(bridge().comment(id, "[bridge resolved]", "x"));
  CHECK(must(bridge().ticket(id)).status == "resolved");
}

TEST_CASE("rt: links are added, once") {
  const auto id = new_ticket();
  const auto parent = new_ticket();
  const std::string ggus = "https://ggus.eu/?mode=ticket_info&ticket_id=84509";
  for (int i = 0; i < 2; ++i) {
    must(bridge().add_link(id, "RefersTo", ggus));
    must(bridge().add_link(id, "RefersTo", "https://ggus.eu/2"));
    must(bridge().add_link(id, "MemberOf", to_string(parent)));
  }
  CHECK(count_of(id, "AddLink") == 3);
  CHECK(bridge().add_link(id, "RefersTo", "99999999").error().fault == Fault::refused);
  CHECK(bridge().add_link(id, "Nonsense", "1").error().fault == Fault::invalid);
}

TEST_CASE("rt: a mail is relayed once though asked for twice, and opens nothing") {
  const auto id = new_ticket();
  const auto message_id = fresh() + "@x.test";
  const auto mail = relay_of(id, message_id);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  CHECK(count_of(id, "Correspond") == 1);
  CHECK(must(bridge().ticket(id)).status == "new");
  CHECK(must(bridge().ticket_of_mail(mail)) == id);
  set_status(id, "resolved");
  CHECK(must(bridge().relay(relay_of(id, fresh() + "@x.test"))) == rt::Relayed::now);
  CHECK(must(bridge().ticket(id)).status == "resolved");
}

TEST_CASE("rt: without a known ticket the mail makes one, once, and is found again") {
  auto mail = relay_of({}, fresh() + "@x.test");
  CHECK_FALSE(must(bridge().ticket_of_mail(mail)));
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  const auto ticket = must(bridge().ticket_of_mail(mail));
  REQUIRE(ticket);
  CHECK(must(bridge().ticket(*ticket)).subject == "conformance " + mail.message_id);
}

TEST_CASE("rt: after a lost answer, or by another door, the mail is there already") {
  const auto id = new_ticket();
  for (const bool marked : {true, false}) {
    const auto mail = relay_of(id, fresh() + "@x.test");
    post_unmarked(mail, marked);
    CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  }
  CHECK(count_of(id, "Correspond") == 2);
}

TEST_CASE("rt: the same Message-ID with another mark is another mail") {
  const auto id = new_ticket();
  const auto message_id = fresh() + "@x.test";
  CHECK(must(bridge().relay(relay_of(id, message_id, "one"))) == rt::Relayed::now);
  CHECK(must(bridge().relay(relay_of(id, message_id, "two"))) == rt::Relayed::now);
  CHECK(must(bridge().relay(relay_of(id, message_id, "one"))) == rt::Relayed::already);
  CHECK(must(bridge().relay(relay_of(id, message_id, "two"))) == rt::Relayed::already);
  CHECK(count_of(id, "Correspond") == 2);
}

TEST_CASE("rt: Message-IDs that are long, foreign or folded are found again") {
  const auto id = new_ticket();
  for (const std::string& name :
       {std::string(200, 'a') + "@x.test", std::string(159, 'b') + "ü@x.test",
        std::string("grüße@x.test"), std::string("it's[1]@x.test")}) {
    const auto mail = relay_of(id, fresh() + name);
    CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
    CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  }
  auto folded = relay_of(id, fresh() + "@folded.test");
  folded.raw.replace(folded.raw.find("Message-ID: <"), 13, "Message-ID:\n <");
  CHECK(must(bridge().relay(folded)) == rt::Relayed::now);
  CHECK(must(bridge().relay(folded)) == rt::Relayed::already);
}

TEST_CASE("rt: the gateway's no is final, its not now is not") {
  const auto gone = bridge().relay(relay_of(base::TicketId{99999999}, fresh() + "@x.test"));
  REQUIRE_FALSE(gone);
  CHECK(gone.error().fault == Fault::refused);
  auto mail = relay_of({}, fresh() + "@x.test");
  mail.queue = "no-such-queue";
  const auto lost = bridge().relay(mail);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().fault == Fault::temporary);
}

TEST_CASE("rt: all transactions, over more than a page and with hidden ones among them") {
  const auto first = new_ticket();
  base::TransactionId start;
  for (const auto& transaction : must(bridge().transactions_after({}, {"staged-rollout"})))
    start = transaction.id;
  const auto queue = "hidden-" + fresh();
  as_root("POST", "/queue", Value::Object{{"Name", queue}});
  const auto hidden = new_ticket(queue);
  for (int i = 0; i < 130; ++i) {
    as_root("PUT", "/ticket/" + to_string(first),
            Value::Object{{"Subject", "s" + std::to_string(i)}});
    if (i < 3)
      as_root("PUT", "/ticket/" + to_string(hidden),
              Value::Object{{"Subject", "s" + std::to_string(i)}});
  }
  const auto seen =
      must(bridge().transactions_after(start, {"staged-rollout", "sw-rel", queue, "it's"}));
  CHECK(std::count_if(seen.begin(), seen.end(), [&](const rt::Transaction& one) {
          return one.ticket == first && one.type == "Set" && one.creator == "root";
        }) == 130);
  CHECK(std::none_of(seen.begin(), seen.end(),
                     [&](const auto& one) { return one.ticket == hidden; }));
  CHECK(std::is_sorted(seen.begin(), seen.end(),
                       [](const auto& a, const auto& b) { return a.id < b.id; }));
  REQUIRE_FALSE(seen.empty());
  CHECK(must(bridge().transactions_after(seen.back().id, {"staged-rollout", "sw-rel"})).empty());
}

TEST_CASE("rt: more hidden transactions in a row than a page holds hide nothing behind them") {
  const auto queue = "mostly-hidden-" + fresh();
  as_root("POST", "/queue", Value::Object{{"Name", queue}});
  const auto hidden = new_ticket(queue);
  const auto open = new_ticket();
  base::TransactionId start;
  for (const auto& transaction : must(bridge().transactions_after({}, {"staged-rollout"})))
    start = transaction.id;
  for (int i = 0; i < 105; ++i)
    as_root("PUT", "/ticket/" + to_string(hidden),
            Value::Object{{"Subject", "h" + std::to_string(i)}});
  as_root("PUT", "/ticket/" + to_string(open), Value::Object{{"Subject", "behind"}});
  const auto seen = must(bridge().transactions_after(start, {"staged-rollout", queue}));
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().new_value == "behind");
}

TEST_CASE("rt: people by address, in groups, in groups of groups and in circles") {
  const auto name = "u" + fresh();
  const auto address = name + "@Site.test";
  const auto user = new_user(name, address);
  const auto inner = new_group("conf-" + fresh());
  const auto outer = new_group("conf-" + fresh());
  put_into(inner, user.value);
  put_into(outer, inner.value);
  const auto found = must(bridge().user_by_address(name + "@SITE.TEST"));
  REQUIRE(found);
  CHECK(found->id == user);
  CHECK(found->name == name);
  CHECK(found->address == address);
  CHECK(found->privileged);
  CHECK_FALSE(must(bridge().user_by_address("nobody-" + address)));
  CHECK(must(bridge().is_member(inner, user)));
  CHECK(must(bridge().is_member(outer, user)));
  const auto all = must(bridge().members(outer));
  REQUIRE(all.size() == 1);
  CHECK(all.front().address == address);
  const auto other = new_user("o" + fresh(), "other-" + address);
  CHECK_FALSE(must(bridge().is_member(outer, other)));

  as_root("PUT", "/user/" + to_string(user), Value::Object{{"Disabled", "1"}});
  CHECK_FALSE(must(bridge().user_by_address(address)));
  CHECK_FALSE(must(bridge().is_member(outer, user)));
  CHECK(must(bridge().members(outer)).empty());
}

TEST_CASE("rt: groups by name and by prefix; disabled ones do not count") {
  const auto prefix = "pre_" + fresh() + "-";
  const auto one = new_group(prefix + "one");
  const auto two = new_group(prefix + "two");
  CHECK(must(bridge().groups_with_prefix(prefix)).size() == 2);
  const auto found = must(bridge().group_by_name(prefix + "TWO"));
  REQUIRE(found);
  CHECK(found->id == two);
  const auto user = new_user("g" + fresh(), "g" + fresh() + "@x.test");
  put_into(two, user.value);
  put_into(one, two.value);
  CHECK(must(bridge().is_member(one, user)));
  must(root().json(root().put("/group/" + to_string(two), Value::Object{{"Disabled", "1"}}),
                   "group"));
  CHECK(must(bridge().groups_with_prefix(prefix)).size() == 1);
  CHECK_FALSE(must(bridge().group_by_name(prefix + "two")));
  CHECK_FALSE(must(bridge().is_member(one, user)));
}

TEST_CASE("rt: a merged ticket answers for its target, and remembers what was done under it") {
  const auto from = new_ticket();
  const auto into = new_ticket();
  const auto mail = relay_of(from, fresh() + "@x.test");
  const auto comment = must(bridge().comment(from, "[bridge merged]", "x"));
  CHECK(must(bridge().relay(mail)) == rt::Relayed::now);
  REQUIRE(must(root().get("/rt")).status == 200);
  must(root().json(
      root().put("/ticket/" + to_string(from), Value::Object{{"MergeInto", to_string(into)}}),
      "merge"));
  CHECK(must(bridge().ticket(from)).id == into);
  CHECK(must(bridge().comment(from, "[bridge merged]", "x")) == comment);
  CHECK(must(bridge().relay(mail)) == rt::Relayed::already);
  const auto later = must(bridge().comment(from, "[bridge after]", "x"));
  CHECK(must(bridge().comment(from, "[bridge after]", "x")) == later);
  const auto second = relay_of(from, fresh() + "@x.test");
  CHECK(must(bridge().relay(second)) == rt::Relayed::now);
  CHECK(must(bridge().relay(second)) == rt::Relayed::already);
}

int main(int argc, char** argv) {
  static_cast<void>(roots()); // ends here when nobody has named an RT
  return Catch::Session().run(argc, argv);
}
