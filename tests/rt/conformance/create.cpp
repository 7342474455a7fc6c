// SPDX-License-Identifier: Apache-2.0
// A ticket is made once for its key, whatever RT drops, loses or merges.
#include "between.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace lab;

namespace {

using Ids = std::vector<base::TicketId>;
using Names = std::vector<std::string>;

rt::NewTicket child(const std::string& key) {
  return {"staged-rollout",
          "Staged Rollout EMI-1.0 CREAM " + key + " SL5 x86_64",
          {{"Component", {"CREAM"}}, {"EA Accepted", {"A", "B"}}},
          "Rollout Key",
          key,
          {},
          {},
          "Hello,\nßÄ."};
}

Ids holding(const std::string& key) {
  return must(bridge().tickets_with("staged-rollout", "Rollout Key", key));
}

base::TicketId as_root_with_key(const std::string& key) {
  const auto made = as_root("POST", "/ticket",
                            Value::Object{{"Queue", "staged-rollout"},
                                          {"Subject", "by hand"},
                                          {"CustomFields", Value::Object{{"Rollout Key", key}}}});
  return {made["id"].number()};
}

void merge(base::TicketId from, base::TicketId into) {
  change(from, {{"MergeInto", to_string(into)}});
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

} // namespace

TEST_CASE("rt: a ticket is made with all it is to hold, once") {
  auto wanted = child("sr-it's \"\\100%-" + fresh());
  wanted.parent = new_ticket("sw-rel");
  const auto made = must(bridge().create(wanted));
  CHECK(made.dropped.empty());
  const auto ticket = must(bridge().ticket(made.id));
  CHECK(ticket.queue == "staged-rollout");
  CHECK(ticket.subject == wanted.subject);
  CHECK(ticket.status == "new");
  CHECK(ticket.owner == "Nobody");
  CHECK(ticket.fields.at("Rollout Key") == Names{wanted.key});
  CHECK(ticket.fields.at("Component") == Names{"CREAM"});
  CHECK(sorted(ticket.fields.at("EA Accepted")) == Names{"A", "B"});
  CHECK(ticket.parents == Ids{*wanted.parent});
  CHECK(must(bridge().ticket(*wanted.parent)).children == Ids{made.id});
  const auto written = must(bridge().newest_transaction({"staged-rollout", "sw-rel"}));
  CHECK(must(bridge().create(wanted)).id == made.id);
  CHECK(must(bridge().newest_transaction({"staged-rollout", "sw-rel"})) == written);
  CHECK(holding(wanted.key) == Ids{made.id});
}

TEST_CASE("rt: a ticket is made with watchers, also such as RT does not know yet") {
  auto wanted = child("sr-" + fresh());
  const auto stranger = "stranger-" + fresh() + "@x.test";
  wanted.admin_cc = {"QUINN@qmul.example.test", stranger};
  const auto made = must(bridge().create(wanted));
  CHECK(made.dropped.empty());
  const auto watchers = [&] {
    const auto ticket = as_root("GET", "/ticket/" + to_string(made.id));
    return ticket["AdminCc"].items.size();
  };
  CHECK(watchers() == 2);
  CHECK(must(bridge().user_by_address(stranger)));
  must(bridge().change_admin_groups(made.id, {"sw-rel-sr"}, {}));
  CHECK(must(bridge().create(wanted)).id == made.id);
  CHECK(watchers() == 3);

  wanted = child("sr-" + fresh());
  wanted.admin_cc = {"no address", "quinn@qmul.example.test"};
  CHECK(must(bridge().create(wanted)).dropped == Names{"AdminCc"});
}

TEST_CASE("rt: what people wrote on a ticket stays when it is asked for again") {
  auto wanted = child("sr-" + fresh());
  const auto id = must(bridge().create(wanted)).id;
  change(id, {{"CustomFields", Value::Object{{"Component", "WMS"}, {"EA Accepted", Value::List{}}}},
              {"Subject", "another"}});
  CHECK(must(bridge().create(wanted)).dropped.empty());
  const auto ticket = must(bridge().ticket(id));
  CHECK(ticket.fields.at("Component") == Names{"WMS"});
  CHECK(sorted(ticket.fields.at("EA Accepted")) == Names{"A", "B"});
  CHECK(ticket.subject == "another");
}

TEST_CASE("rt: a ticket whose making was not answered is found") {
  const auto wanted = child("sr-" + fresh());
  Between between("POST", "/ticket", 1, {});
  between.lose_answers();
  auto client = between.client();
  const auto lost = client.create(wanted);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().fault == Fault::temporary);
  CHECK(lost.error().in_doubt);
  const auto made = must(client.create(wanted));
  CHECK(holding(wanted.key) == Ids{made.id});
}

TEST_CASE("rt: a value of no list and a field of no queue do not hinder a ticket, and are named") {
  rt::Client writer(roots()); // the bridge may not write the fields that have a list
  auto wanted = child("sr-" + fresh());
  wanted.fields["Outcome"] = {"MAYBE"};
  wanted.fields["EA Teams"] = {"ngi_it-infn-t1", "no-such"};
  wanted.fields["No Such Field"] = {"x"};
  wanted.fields["Version"] = {""};
  for (int i = 0; i < 2; ++i) {
    const auto made = must(writer.create(wanted));
    // Of an older ticket only what is empty is looked at.
    CHECK(made.dropped == (i == 0 ? Names{"EA Teams", "No Such Field", "Outcome"}
                                  : Names{"No Such Field", "Outcome"}));
    const auto ticket = must(bridge().ticket(made.id));
    CHECK(ticket.fields.at("EA Teams") == Names{"NGI_IT-INFN-T1"});
    CHECK(ticket.fields.at("Outcome").empty());
    CHECK(ticket.fields.at("Version").empty());
    CHECK(ticket.fields.at("Component") == Names{"CREAM"});
    CHECK(holding(wanted.key) == Ids{made.id});
  }
}

TEST_CASE("rt: a field that we may not write is named") {
  auto wanted = child("sr-" + fresh());
  wanted.fields["Outcome"] = {"ACCEPT"};
  CHECK(must(bridge().create(wanted)).dropped == Names{"Outcome"});
}

TEST_CASE("rt: without its key field no ticket is made, and none is looked for") {
  auto wanted = child("sr-" + fresh());
  wanted.queue = "sw-rel";
  const auto newest = must(bridge().newest_transaction({"sw-rel"}));
  for (const std::string field : {"Rollout Key", "No Such Field"}) {
    wanted.key_field = field;
    const auto made = bridge().create(wanted);
    REQUIRE_FALSE(made);
    CHECK(made.error().fault == Fault::refused);
    CHECK(made.error().what.find(field) != std::string::npos);
    const auto found = bridge().tickets_with("sw-rel", field, "x");
    REQUIRE_FALSE(found);
    CHECK(found.error().fault == Fault::refused);
  }
  CHECK(must(bridge().newest_transaction({"sw-rel"})) == newest);
  wanted.queue = "no-such-queue";
  CHECK_FALSE(bridge().create(wanted));
  wanted = child(std::string(256, 'k')); // RT would find every ticket
  CHECK(bridge().create(wanted).error().fault == Fault::invalid);
  wanted = child("k");
  wanted.subject = "two\nlines";
  CHECK(bridge().create(wanted).error().fault == Fault::invalid);
}

TEST_CASE("rt: a ticket is found by its key whatever its status, a deleted one is not") {
  const auto wanted = child("sr-" + fresh());
  const auto id = must(bridge().create(wanted)).id;
  for (const std::string status : {"open", "resolved", "rejected"}) {
    set_status(id, status);
    CHECK(must(bridge().create(wanted)).id == id);
    CHECK(must(bridge().ticket(id)).status == status);
  }
  set_status(id, "deleted");
  CHECK(holding(wanted.key).empty());
}

TEST_CASE("rt: a merged ticket is found by its key under the number it answers by") {
  const auto wanted = child("sr-" + fresh());
  const auto into = new_ticket();
  const auto id = must(bridge().create(wanted)).id;
  merge(id, into);
  CHECK(holding(wanted.key) == Ids{into});
  CHECK(must(bridge().create(wanted)).id == into);
}

TEST_CASE("rt: of two tickets with one key the lower one is it") {
  const auto wanted = child("sr-" + fresh());
  const auto into = new_ticket();
  merge(must(bridge().create(wanted)).id, into); // RT lets another have a merged ticket's key
  const auto second = as_root_with_key(wanted.key);
  CHECK(holding(wanted.key) == Ids{into, second});
  CHECK(must(bridge().create(wanted)).id == into);
}

TEST_CASE("rt: a ticket that lost its key gets it, one of another parent is left alone") {
  auto wanted = child("sr-" + fresh());
  wanted.parent = new_ticket("sw-rel");
  rt::Wire wire(ours());
  const auto keyless = [&](const std::string& parent) {
    Value::Object body{{"Queue", wanted.queue}, {"Subject", wanted.subject}, {"Parent", parent}};
    const auto made = must(wire.json(wire.post("/ticket", body), "a ticket"));
    return base::TicketId{made["id"].number()};
  };
  keyless(to_string(new_ticket("sw-rel")));
  const auto ours = keyless(to_string(*wanted.parent));
  const auto made = must(bridge().create(wanted));
  CHECK(made.id == ours);
  CHECK(made.dropped.empty());
  CHECK(must(bridge().ticket(ours)).fields.at("Component") == Names{"CREAM"});
  CHECK(holding(wanted.key) == Ids{ours});
}

TEST_CASE("rt: one who was quicker with the key is named, and is it from then on") {
  const auto wanted = child("sr-" + fresh());
  base::TicketId quicker;
  Between between("POST", "/ticket", 1, [&] { quicker = as_root_with_key(wanted.key); });
  auto client = between.client();
  const auto late = client.create(wanted);
  REQUIRE_FALSE(late);
  CHECK(late.error().fault == Fault::refused);
  CHECK(late.error().what.find("ticket " + to_string(quicker) + " has it") != std::string::npos);
  CHECK(late.error().hint.find("one too many") != std::string::npos);
  CHECK(must(client.create(wanted)).id == quicker);
}

TEST_CASE("rt: the parent is linked once, one that was lost is linked again") {
  auto wanted = child("sr-" + fresh());
  wanted.parent = new_ticket("sw-rel");
  const auto id = must(bridge().create(wanted)).id;
  must(bridge().add_link(id, "MemberOf", to_string(*wanted.parent)));
  CHECK(must(bridge().ticket(id)).parents == Ids{*wanted.parent});

  const auto orphan = child("sr-" + fresh());
  const auto lonely = must(bridge().create(orphan)).id;
  auto found = orphan;
  found.parent = wanted.parent;
  CHECK(must(bridge().create(found)).id == lonely);
  CHECK(must(bridge().ticket(lonely)).parents == Ids{*wanted.parent});

  const auto into = new_ticket("sw-rel");
  merge(*wanted.parent, into);
  for (int i = 0; i < 2; ++i)
    CHECK(must(bridge().create(wanted)).id == id);
  CHECK(must(bridge().ticket(id)).parents == Ids{into});
}

TEST_CASE("rt: a parent that is not there is told of, and the ticket stands") {
  auto wanted = child("sr-" + fresh());
  wanted.parent = base::TicketId{99999999};
  for (int i = 0; i < 2; ++i) {
    const auto made = bridge().create(wanted);
    REQUIRE_FALSE(made);
    CHECK(made.error().fault == Fault::refused);
    CHECK(made.error().what.find("99999999") != std::string::npos);
    CHECK_FALSE(made.error().hint.empty());
    CHECK(holding(wanted.key).size() == 1);
  }
}

TEST_CASE("rt: tickets are found by what they hold, in order, whatever their status") {
  const auto version = "v" + fresh();
  Ids made;
  for (const std::string status : {"resolved", "new", "rejected", "deleted"}) {
    const auto id = new_ticket();
    change(id, {{"CustomFields", Value::Object{{"Version", version}}}, {"Status", status}});
    if (status != "deleted")
      made.push_back(id);
  }
  CHECK(must(bridge().tickets_with("staged-rollout", "Version", version)) == made);
  CHECK(must(bridge().tickets_with("staged-rollout", "Version", version + "x")).empty());
  CHECK(must(bridge().tickets_with("sw-rel", "Version", version)).empty());
}
