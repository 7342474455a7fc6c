// SPDX-License-Identifier: Apache-2.0
// Who stands on a ticket, and where it stands.
#include "between.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace lab;

namespace {

using Names = std::vector<std::string>;

const std::string t1 = "ea-NGI_IT-INFN-T1";
const std::string qmul = "ea-NGI_UK-UKI-LT2-QMUL";

Names groups_of(base::TicketId id) {
  auto groups = must(bridge().ticket(id)).admin_groups;
  std::sort(groups.begin(), groups.end());
  return groups;
}

// The users in a role, sorted.
Names users_in(base::TicketId id, const std::string& role) {
  Names users;
  const auto ticket = as_root("GET", "/ticket/" + to_string(id));
  for (const auto& member : ticket[role].items)
    if (member["type"].text == "user")
      users.push_back(member["id"].text);
  std::sort(users.begin(), users.end());
  return users;
}

int members_of(base::TicketId id, const std::string& role) {
  const auto ticket = as_root("GET", "/ticket/" + to_string(id));
  return static_cast<int>(ticket[role].items.size());
}

Fault fault_of(const base::Result<void>& result) {
  REQUIRE_FALSE(result);
  CHECK_FALSE(result.error().hint.empty());
  return result.error().fault;
}

} // namespace

TEST_CASE("rt: groups come into AdminCc and go, and whoever else is in it stays") {
  const auto id = new_ticket();
  // Names that RT could take for somebody else: a number, an address that is not the user's.
  const auto word = fresh();
  const auto number = word.substr(word.size() - 8, 6);
  const auto address = "old-" + word + "@x.test";
  new_user(address, "new-" + word + "@x.test");
  const auto odd = new_user(number, "n" + word + "@x.test");
  const auto gone = new_user("gone " + word, "gone-" + word + "@x.test");
  change(id, {{"AdminCc",
               Value::List{"quinn", address, to_string(odd), to_string(gone), "group:sw-rel-sr"}}});
  as_root("PUT", "/user/" + to_string(gone), Value::Object{{"Disabled", "1"}});
  const auto users = users_in(id, "AdminCc");
  must(bridge().change_admin_groups(id, {t1, qmul}, {"no-such-group"}));
  CHECK(groups_of(id) == Names{t1, qmul, "sw-rel-sr"});
  CHECK(users_in(id, "AdminCc") == users);
  const int added = count_of(id, "AddWatcher");
  must(bridge().change_admin_groups(id, {t1, qmul}, {}));
  CHECK(count_of(id, "AddWatcher") == added);
  CHECK(count_of(id, "DelWatcher") == 0);
  must(bridge().change_admin_groups(id, {qmul}, {t1, qmul}));
  CHECK(groups_of(id) == Names{qmul, "sw-rel-sr"});
  CHECK(users_in(id, "AdminCc") == users);
  CHECK(must(bridge().user_by_address(address)) == std::nullopt); // no new user was made of a name
}

TEST_CASE("rt: a group that is not there is told of, and nothing is changed") {
  const auto id = new_ticket();
  must(bridge().change_admin_groups(id, {t1}, {}));
  const auto changed = bridge().change_admin_groups(id, {qmul, "ea-Nobody-Knows"}, {t1});
  CHECK(fault_of(changed) == Fault::not_found);
  CHECK(changed.error().hint.find("ea-Nobody-Knows") != std::string::npos);
  CHECK(groups_of(id) == Names{t1});
  CHECK(bridge().change_admin_groups({99999999}, {t1}, {}).error().fault == Fault::not_found);
}

TEST_CASE("rt: a watcher who comes while we write is not lost") {
  const auto id = new_ticket();
  int times = 0;
  Between between("PUT", "/ticket/" + to_string(id), 2, [&] {
    const char* who = ++times == 1 ? "quinn" : "carla";
    change(id, {{"AdminCc", times == 1 ? Value::List{who} : Value::List{"quinn", who}}});
  });
  auto client = between.client();
  must(client.change_admin_groups(id, {t1}, {}));
  CHECK(times == 2);
  CHECK(groups_of(id) == Names{t1});
  CHECK(users_in(id, "AdminCc") == Names{"carla", "quinn"});
}

TEST_CASE("rt: watchers of a ticket that was merged, and of one that has no answer") {
  const auto from = new_ticket();
  const auto into = new_ticket();
  change(from, {{"MergeInto", to_string(into)}});
  must(bridge().change_admin_groups(from, {t1}, {}));
  CHECK(groups_of(into) == Names{t1});
  Between between("PUT", "/ticket/" + to_string(into), 1, {});
  between.lose_answers();
  auto client = between.client();
  CHECK(client.change_admin_groups(into, {qmul}, {}).error().fault == Fault::temporary);
  const int added = count_of(into, "AddWatcher");
  must(client.change_admin_groups(into, {qmul}, {}));
  CHECK(count_of(into, "AddWatcher") == added);
  CHECK(groups_of(into) == Names{t1, qmul});
}

TEST_CASE("rt: a status is set from where it may be, once") {
  const auto id = new_ticket("sw-rel");
  CHECK(must(bridge().ticket(id)).status == "Unverified");
  CHECK_FALSE(must(bridge().set_status(id, "InVerification", {"StageRollOut", "Production"})));
  CHECK(must(bridge().ticket(id)).status == "Unverified");
  CHECK(must(bridge().set_status(id, "inverification", {"UNVERIFIED"})));
  CHECK(must(bridge().ticket(id)).status == "InVerification");
  CHECK(must(bridge().set_status(id, "InVerification", {"Unverified"})));
  CHECK(must(bridge().set_status(id, "StageRollOut", {})));
  CHECK(count_of(id, "Status") == 2);
}

TEST_CASE("rt: a status that the lifecycle does not know or does not lead to is refused") {
  const auto id = new_ticket("sw-rel");
  for (const std::string status : {"Production", "no-such-status", "deleted"}) {
    const auto set = bridge().set_status(id, status, {});
    REQUIRE_FALSE(set);
    CHECK(set.error().fault == Fault::refused);
    CHECK(set.error().hint.find("lifecycle") != std::string::npos);
    CHECK(set.error().hint.find("sw-rel") != std::string::npos);
  }
  CHECK(must(bridge().ticket(id)).status == "Unverified");
  CHECK(bridge().set_status({99999999}, "open", {}).error().fault == Fault::not_found);
}

TEST_CASE("rt: a status that somebody changes while we write is looked at again") {
  const auto id = new_ticket();
  Between between("PUT", "/ticket/" + to_string(id), 1, [&] {
    change(id, {{"Status", "resolved"}});
  });
  auto client = between.client();
  CHECK_FALSE(must(client.set_status(id, "open", {"new"})));
  CHECK(must(bridge().ticket(id)).status == "resolved");
}

TEST_CASE("rt: a release changes its owner, once") {
  const auto id = new_ticket("sw-rel");
  change(id, {{"Owner", "owner1"}});
  for (int i = 0; i < 2; ++i)
    must(bridge().set_owner(id, "Nobody"));
  CHECK(must(bridge().ticket(id)).owner == "Nobody");
  CHECK(count_of(id, "SetWatcher") == 2);
  must(bridge().set_owner(id, "owner2"));
  CHECK(must(bridge().ticket(id)).owner == "owner2");
  CHECK(fault_of(bridge().set_owner(id, "anna")) == Fault::refused);
  CHECK(fault_of(bridge().set_owner(id, "nobody-knows")) == Fault::refused);
  CHECK(must(bridge().ticket(id)).owner == "owner2");
}

TEST_CASE("rt: a rollout is not taken from its owner: that is no right of ours") {
  const auto id = new_ticket();
  change(id, {{"Owner", "mgr1"}});
  const auto set = bridge().set_owner(id, "Nobody");
  CHECK(fault_of(set) == Fault::refused);
  CHECK(set.error().hint.find("ReassignTicket") != std::string::npos);
}

TEST_CASE("rt: a group comes into a custom role, and whoever else is in it stays") {
  const std::string role = "Responsible Group"; // made by conformance_test.sh, and in the fake
  const auto id = new_ticket("sw-rel");
  must(bridge().add_role_group(id, role, t1));
  const auto key = [&] {
    const auto ticket = as_root("GET", "/ticket/" + to_string(id));
    for (const auto& [name, value] : ticket.members)
      if (name.starts_with("RT::CustomRole-") && !value.items.empty())
        return name;
    return std::string();
  }();
  REQUIRE_FALSE(key.empty());
  change(id, {{key, Value::List{"group:" + t1, "quinn"}}});
  for (int i = 0; i < 2; ++i)
    must(bridge().add_role_group(id, "responsible group", "sw-rel-sr"));
  CHECK(members_of(id, key) == 3);
  CHECK(users_in(id, key) == Names{"quinn"});
  CHECK(must(bridge().ticket(id)).admin_groups.empty());
  CHECK(fault_of(bridge().add_role_group(id, role, "no-such-group")) == Fault::not_found);
  CHECK(fault_of(bridge().add_role_group(id, "No Such Role", t1)) == Fault::refused);
  CHECK(members_of(id, key) == 3);
}
