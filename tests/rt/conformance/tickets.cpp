// SPDX-License-Identifier: Apache-2.0
#include "lab.hpp"

#include <algorithm>
#include <string>

using namespace lab;

TEST_CASE("rt: reads a ticket with its fields, and knows which are not there") {
  const auto id = new_ticket();
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.id == id);
  CHECK(ticket.queue == "staged-rollout");
  CHECK(ticket.status == "new");
  CHECK(ticket.fields.contains("EA Accepted"));
  CHECK(bridge().ticket({99999999}).error().fault == Fault::not_found);
}

TEST_CASE("rt: reads a ticket's owner, groups, date and relatives") {
  const auto id = new_ticket();
  const auto parent = new_ticket("sw-rel");
  const auto child = new_ticket();
  CHECK(must(bridge().ticket(id)).owner == "Nobody");
  CHECK_FALSE(must(bridge().ticket(id)).due);
  const auto group = new_group("conf-" + fresh());
  change(id, {{"Owner", "root"},
              {"Due", "2026-12-01 10:00:00"},
              {"AdminCc", Value::List{"group:sw-rel-sr", "quinn", to_string(group)}},
              {"AddParent", to_string(parent)},
              {"AddChild", to_string(child)}});
  as_root("PUT", "/group/" + to_string(group), Value::Object{{"Disabled", "1"}});
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.owner == "root");
  CHECK(ticket.due == base::read_iso("2026-12-01T10:00:00Z").value());
  REQUIRE(ticket.admin_groups.size() == 2); // a disabled one stands there, too
  CHECK(ticket.admin_groups.front() == "sw-rel-sr");
  CHECK(ticket.parents == std::vector{parent});
  CHECK(ticket.children == std::vector{child});
  CHECK(must(bridge().ticket(parent)).children == std::vector{id});
  change(child, {{"Status", "deleted"}});
  CHECK(must(bridge().ticket(id)).children.empty());
}

TEST_CASE("rt: a ticket that we may not see is not found, and says why") {
  const auto queue = "secret-" + fresh();
  as_root("POST", "/queue", Value::Object{{"Name", queue}});
  const auto read = bridge().ticket(new_ticket(queue));
  REQUIRE_FALSE(read);
  CHECK(read.error().fault == Fault::not_found);
  CHECK(read.error().what.find("forbidden") != std::string::npos);
}

TEST_CASE("rt: fields are added to, taken from, set and cleared, nothing is written twice") {
  rt::Client writer(roots()); // the bridge has no right to Outcome and EA Teams, as it should be
  const auto id = new_ticket();
  must(writer.change_fields(id, {{"EA Accepted", {"A-one", "B"}, {}, {}},
                                 {"Outcome", {}, {}, "accept"},
                                 {"Rollout Status", {}, {}, "Zeile 1\nüber [alles]\n"}}));
  must(writer.change_fields(id, {{"EA Accepted", {"C"}, {"b"}, {}}}));
  auto ticket = must(bridge().ticket(id));
  auto accepted = ticket.fields.at("EA Accepted");
  std::sort(accepted.begin(), accepted.end());
  CHECK(accepted == std::vector<std::string>{"A-one", "C"});
  CHECK(ticket.fields.at("Outcome") == std::vector<std::string>{"ACCEPT"});
  const int changes = count_of(id, "CustomField");
  must(writer.change_fields(id, {{"EA Accepted", {"a-ONE", "C"}, {"B"}, {}},
                                 {"Rollout Status", {}, {}, "Zeile 1\nüber [alles]\n"}}));
  CHECK(count_of(id, "CustomField") == changes);
  must(
      writer.change_fields(id, {{"EA Accepted", {}, {"A-one", "C"}, {}}, {"Outcome", {}, {}, ""}}));
  ticket = must(bridge().ticket(id));
  CHECK(ticket.fields.at("EA Accepted").empty());
  CHECK(ticket.fields.at("Outcome").empty());
}

TEST_CASE("rt: a value that the list does not know is refused, and the old values stay") {
  rt::Client writer(roots()); // the bridge has no right to Outcome and EA Teams, as it should be
  const auto id = new_ticket();
  must(writer.change_fields(
      id, {{"Outcome", {}, {}, "ACCEPT"}, {"EA Teams", {"NGI_IT-INFN-T1"}, {}, {}}}));
  const auto changed = writer.change_fields(id, {{"Outcome", {}, {}, "MAYBE"}});
  REQUIRE_FALSE(changed);
  CHECK(changed.error().fault == Fault::refused);
  CHECK(changed.error().what.find("Invalid value") != std::string::npos);
  CHECK(writer.change_fields(id, {{"EA Teams", {"no-such"}, {}, {}}}).error().fault ==
        Fault::refused);
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.fields.at("Outcome") == std::vector<std::string>{"ACCEPT"});
  CHECK(ticket.fields.at("EA Teams") == std::vector<std::string>{"NGI_IT-INFN-T1"});
  const auto unknown = writer.change_fields(id, {{"No Such Field", {"x"}, {}, {}}});
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
  CHECK(rows["items"].items.at(0)["Content"].text == "Grüße an Zoë, 日本\n");
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

TEST_CASE("rt: a single transaction tells what the list tells, and its ticket") {
  const auto id = new_ticket();
  set_status(id, "open");
  const auto listed = must(bridge().transactions_after({}, {"staged-rollout"}));
  const auto found = std::find_if(listed.rbegin(), listed.rend(), [&](const auto& one) {
    return one.ticket == id && one.type == "Status";
  });
  REQUIRE(found != listed.rend());
  const auto one = must(bridge().transaction(found->id));
  CHECK(one.ticket == id);
  CHECK(one.type == "Status");
  CHECK(one.old_value == "new");
  CHECK(one.new_value == "open");
  CHECK(one.creator == "root");
  CHECK(one.created == found->created);
  CHECK(base::to_unix(one.created) > 0);
  CHECK(bridge().transaction({99999999}).error().fault == Fault::not_found);
  CHECK(bridge().said(one.id, "X-Rollout-Relay", [](const auto&) { return 0; }).error().fault ==
        Fault::not_found);
}

TEST_CASE("rt: a field of one value that changes is one transaction, which tells both") {
  const auto id = new_ticket();
  change(id, {{"CustomFields", Value::Object{{"Outcome", "ACCEPT"}}}});
  change(id, {{"CustomFields", Value::Object{{"Outcome", "REJECT"}}}});
  std::vector<std::string> seen;
  for (const auto& one : must(bridge().transactions_after({}, {"staged-rollout"})))
    if (one.ticket == id && one.type == "CustomField")
      seen.push_back(one.old_value + ">" + one.new_value);
  CHECK(seen == std::vector<std::string>{">ACCEPT", "ACCEPT>REJECT"});
}

TEST_CASE("rt: what was typed in RT is told from a mail, and read whole") {
  const auto id = new_ticket();
  as_root("POST", "/ticket/" + base::to_string(id) + "/correspond",
          Value::Object{{"Content", "<p>accept&nbsp;NGI_IT-INFN-T1 \xc3\xbc</p>"},
                        {"ContentType", "text/html"}});
  auto mail = relay_of(id, "typed-" + fresh() + "@infn.example.test");
  post_directly(mail, false);
  std::vector<rt::Said> said;
  for (const auto& one : must(bridge().transactions_after({}, {"staged-rollout"})))
    if (one.ticket == id && one.type == "Correspond")
      said.push_back(must(bridge().said(one.id, "X-Rollout-Relay", [](const auto&) { return 0; })));
  REQUIRE(said.size() == 2);
  CHECK(said[0].html == "<p>accept&nbsp;NGI_IT-INFN-T1 \xc3\xbc</p>");
  CHECK_FALSE(said[0].plain);
  CHECK(said[0].headers.find("X-RT-Interface: REST") != std::string::npos);
  CHECK(said[0].headers.find("From:") == std::string::npos);
  CHECK(said[1].plain);
  CHECK(said[1].headers.find("X-RT-Interface: Email") != std::string::npos);
  CHECK(said[1].headers.find("From:") != std::string::npos);
}
