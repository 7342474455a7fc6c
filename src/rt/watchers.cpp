// SPDX-License-Identifier: Apache-2.0
#include "rt/watchers.hpp"

#include "rt/session.hpp"

#include <optional>

namespace rt {
namespace {

using Name = std::optional<std::string>;

base::Result<Name> group_name(Wire& wire, KnownGroups& known, std::int64_t number) {
  if (const auto found = known.find(number); found != known.end())
    return Name{found->second};
  const auto about = "group " + std::to_string(number);
  const auto answer = wire.get("/group/" + std::to_string(number));
  if (answer && (answer->status == 403 || answer->status == 404))
    return Name{};
  const auto group = wire.json(answer, about);
  if (!group)
    return base::fail(group.error());
  if ((*group)["Name"].text.empty())
    return base::fail(base::Fault::temporary, "RT at " + wire.url() + " tells no name of " + about);
  return Name{known[number] = (*group)["Name"].text};
}

} // namespace

base::Result<std::vector<std::string>> group_names(Wire& wire, KnownGroups& known,
                                                   const Value& members) {
  std::vector<std::string> names;
  for (const auto& member : members.items) {
    if (member["type"].text != "group")
      continue;
    auto name = group_name(wire, known, member["id"].number());
    if (!name)
      return base::fail(name.error());
    if (*name)
      names.push_back(std::move(**name));
  }
  return names;
}

} // namespace rt
