// SPDX-License-Identifier: Apache-2.0
#include "rt/watchers.hpp"

#include "base/text.hpp"
#include "rt/people.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <optional>

namespace rt {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using Names = std::vector<std::string>;
using Name = std::optional<std::string>;

Result<Name> group_name(Wire& wire, KnownGroups& known, std::int64_t number) {
  if (const auto found = known.find(number); found != known.end())
    return Name{found->second};
  const auto about = "group " + std::to_string(number);
  const auto answer = wire.get("/group/" + std::to_string(number));
  if (answer && (answer->status == 403 || answer->status == 404))
    return Name{};
  const auto group = wire.json(answer, about);
  if (!group)
    return fail(group.error());
  if ((*group)["Name"].text.empty())
    return fail(Fault::temporary, "RT at " + wire.url() + " tells no name of " + about);
  return Name{known[number] = (*group)["Name"].text};
}

// A role as it is, and as it is to be.
struct Role {
  Names users;
  Names groups;          // by name; those that stay or come
  Value::List numbers{}; // of these groups, and of those whose names we may not see
  bool changes = false;
};

// A group that is named for both stays.
Result<Role> without(Wire& wire, KnownGroups& known, const Value& members, const Names& add,
                     const Names& remove) {
  Role role;
  for (const auto& member : members.items) {
    if (member["type"].text != "group") {
      role.users.push_back(member["id"].text);
      continue;
    }
    const auto name = group_name(wire, known, member["id"].number());
    if (!name)
      return fail(name.error());
    if (*name && base::is_one_of(**name, remove) && !base::is_one_of(**name, add)) {
      role.changes = true;
      continue;
    }
    role.groups.push_back(name->value_or(""));
    role.numbers.emplace_back(member["id"].text);
  }
  return role;
}

Result<void> add_to(Role& role, Wire& wire, const Names& add) {
  for (const auto& name : add) {
    if (base::is_one_of(name, role.groups))
      continue;
    const auto group = enabled_group(wire, name);
    if (!group)
      return fail(group.error());
    if (!*group)
      return fail(Fault::not_found, "RT has no group '" + name + "' that we may see",
                  "make or enable the group " + name + " in RT, or give " + wire.user() +
                      " SeeGroup");
    role.groups.push_back(name);
    role.numbers.emplace_back(base::to_string((*group)->id));
    role.changes = true;
  }
  return {};
}

// What to PUT so that `role`, as RT calls it in a ticket, gets and loses these groups.
Result<Value::Object> changed_role(Wire& wire, KnownGroups& known, const Seen& seen,
                                   const std::string& name, const Names& add, const Names& remove) {
  auto role = without(wire, known, seen.whole[name], add, remove);
  if (!role)
    return fail(role.error());
  if (auto added = add_to(*role, wire, add); !added)
    return fail(added.error());
  if (!role->changes)
    return Value::Object{};
  const auto users = user_numbers(wire, role->users);
  if (!users)
    return fail(users.error());
  for (const auto& user : *users)
    role->numbers.emplace_back(base::to_string(user));
  return Value::Object{{name, std::move(role->numbers)}};
}

base::Error keeps(const std::string& role, const Seen& seen, const std::string& said) {
  return {Fault::refused,
          "RT keeps others in " + role + " of ticket " + base::to_string(seen.ticket.id) +
              (said.empty() ? "" : "; it says: " + said),
          "our RT user needs ModifyTicket on queue " + seen.ticket.queue + ", see rt-config"};
}

// As a ticket calls it: "RT::CustomRole-3".
Result<std::string> custom_role(Wire& wire, const std::string& name) {
  const auto rows = find_rows(wire, "customroles", "Name", {{"Name", name}}, Pages::first);
  if (!rows)
    return fail(rows.error());
  for (const auto& row : *rows)
    if (base::same_ignoring_case(row["Name"].text, name))
      return "RT::CustomRole-" + row["id"].text;
  return fail(Fault::refused, "RT has no custom role '" + name + "' that we may see",
              "make it in RT (Admin > Custom Roles), for any number of members, and apply it to "
              "our queues");
}

} // namespace

Result<Names> group_names(Wire& wire, KnownGroups& known, const Value& members) {
  Names names;
  for (const auto& member : members.items) {
    if (member["type"].text != "group")
      continue;
    auto name = group_name(wire, known, member["id"].number());
    if (!name)
      return fail(name.error());
    if (*name)
      names.push_back(std::move(**name));
  }
  return names;
}

Result<void> Client::change_admin_groups(base::TicketId id, const Names& add, const Names& remove) {
  const auto owed = [&](const Seen& seen, bool) {
    return changed_role(session_->wire, session_->known_groups, seen, "AdminCc", add, remove);
  };
  const auto refused = [](const Seen& seen, const std::string& said) {
    return keeps("AdminCc", seen, said);
  };
  return bring_about(session_->wire, id,
                     {"AdminCc of ticket " + base::to_string(id), owed, refused});
}

Result<void> Client::add_role_group(base::TicketId id, const std::string& role,
                                    const std::string& group) {
  const auto name = custom_role(session_->wire, role);
  if (!name)
    return fail(name.error());
  const auto owed = [&](const Seen& seen, bool) -> Result<Value::Object> {
    if (seen.whole[*name].kind != Value::Kind::list)
      return fail(Fault::refused,
                  "the custom role '" + role + "' can take no group on ticket " +
                      base::to_string(id),
                  "let it have any number of members, and apply it to queue " + seen.ticket.queue);
    return changed_role(session_->wire, session_->known_groups, seen, *name, {group}, {});
  };
  const auto refused = [&](const Seen& seen, const std::string& said) {
    return keeps("'" + role + "'", seen, said);
  };
  return bring_about(session_->wire, id,
                     {role + " of ticket " + base::to_string(id), owed, refused});
}

} // namespace rt
