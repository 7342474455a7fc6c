// SPDX-License-Identifier: Apache-2.0
// Membership is read by walking GET /group/N, which needs SeeGroup only; RT's own recursive lists
// need the right to change every group.
#include "base/text.hpp"
#include "rt/people.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"

#include <algorithm>
#include <set>

namespace rt {
namespace {

constexpr std::size_t most_groups = 500; // in one walk

base::Result<std::vector<Group>> find_groups(Wire& wire, const Condition& name, Pages pages) {
  const auto rows = find_rows(wire, "groups", "Name", {{"Domain", "UserDefined"}, name}, pages);
  if (!rows)
    return base::fail(rows.error());
  std::vector<Group> groups;
  for (const auto& row : *rows)
    groups.push_back({{row["id"].number()}, row["Name"].text});
  return groups;
}

struct Members {
  std::string group; // the name that it bears now; empty: it is disabled, or one of RT's own
  std::set<std::string> names;
};

// The names of the users in `start` and in the groups in it. A disabled group has no members.
base::Result<Members> members_in(Wire& wire, base::GroupId start) {
  Members result;
  std::set<base::GroupId> known{start};
  std::vector<base::GroupId> open{start};
  while (!open.empty()) {
    const bool first = open.back() == start;
    const auto id = base::to_string(open.back());
    open.pop_back();
    const auto group = wire.json(wire.get("/group/" + id), "group " + id);
    if (!group)
      return base::fail(group.error());
    if ((*group)["Members"].kind != Value::Kind::list)
      return base::fail(base::Fault::temporary,
                        "RT at " + wire.url() + " tells no members of group " + id,
                        "the user " + wire.user() + " needs SeeGroup, see rt-config");
    if ((*group)["Disabled"].number() != 0)
      continue;
    if (first && (*group)["Domain"].text == "UserDefined")
      result.group = (*group)["Name"].text;
    for (const auto& member : (*group)["Members"].items) {
      if (member["type"].text == "user")
        result.names.insert(member["id"].text);
      const base::GroupId inner{member["id"].number()};
      if (member["type"].text == "group" && known.insert(inner).second)
        open.push_back(inner);
    }
    if (known.size() > most_groups)
      return base::fail(base::Fault::refused, "group " + base::to_string(start) +
                                                  " holds more than " +
                                                  std::to_string(most_groups) + " groups");
  }
  return result;
}

std::optional<base::GroupId> known_number(const KnownGroups& known, const std::string& name) {
  for (const auto& [number, bears] : known)
    if (bears == name)
      return base::GroupId{number};
  return std::nullopt;
}

} // namespace

base::Result<std::optional<Group>> enabled_group(Wire& wire, const std::string& name) {
  auto groups = find_groups(wire, {"Name", name}, Pages::first);
  if (!groups)
    return base::fail(groups.error());
  std::optional<Group> result;
  for (auto& group : *groups)
    if (group.name == name || (!result && base::same_ignoring_case(group.name, name)))
      result = std::move(group);
  return result;
}

base::Result<std::optional<Group>> Client::group_by_name(const std::string& name) {
  return enabled_group(session_->wire, name);
}

base::Result<std::vector<Group>> Client::groups_with_prefix(const std::string& prefix) {
  auto groups = find_groups(session_->wire, {"Name", prefix, "STARTSWITH"}, Pages::all);
  if (groups)
    std::erase_if(*groups, [&](const Group& group) { return !group.name.starts_with(prefix); });
  return groups;
}

base::Result<std::set<std::string>> Client::member_names(base::GroupId group) {
  return members_in(session_->wire, group).map([](Members all) { return std::move(all.names); });
}

// A number that we know from before is asked at once: the answer says whose it is now.
base::Result<std::optional<std::set<std::string>>>
Client::member_names_of(const std::string& group) {
  using Names = std::optional<std::set<std::string>>;
  auto& [wire, known] = *session_;
  if (const auto number = known_number(known, group))
    if (auto members = members_in(wire, *number); members && members->group == group)
      return Names{std::move(members->names)};
  const auto found = enabled_group(wire, group);
  if (!found)
    return base::fail(found.error());
  if (!*found)
    return Names{};
  known[(*found)->id.value] = (*found)->name;
  return member_names((*found)->id).map([](auto names) { return Names{std::move(names)}; });
}

base::Result<std::vector<User>> Client::members(base::GroupId group) {
  const auto names = member_names(group);
  if (!names)
    return base::fail(names.error());
  return enabled_users(session_->wire, "Name", {names->begin(), names->end()});
}

} // namespace rt
