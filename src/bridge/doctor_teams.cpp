// SPDX-License-Identifier: Apache-2.0
#include "bridge/doctor_teams.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace bridge {
namespace {

using base::fail;
using base::Result;
using Names = std::vector<std::string>;

// Those of `names` that are none of `others`, in any case of letters.
Names missing_in(const Names& names, const Names& others) {
  Names out;
  std::copy_if(names.begin(), names.end(), std::back_inserter(out),
               [&](const auto& name) { return !base::is_one_of(name, others); });
  return out;
}

void judge_choices(Area& area, const TeamsSeen& seen, const rollout::Policy& policy) {
  const std::string field = "'" + policy.teams_field + "' (rt.teams_field)";
  if (!seen.choices) {
    area.remark("choices", "which teams the field " + field + " lets choose from could not be seen",
                "see what is said of that field above");
    return;
  }
  const auto without_group = missing_in(*seen.choices, seen.groups);
  const auto without_choice = missing_in(seen.groups, *seen.choices);
  if (!without_group.empty())
    area.wrong("choices",
               "the field " + field +
                   " lets choose teams that have no group, so that nobody could "
                   "answer for them: " +
                   some_of(without_group),
               "make their groups (" + policy.asks.team_prefix +
                   "…) in RT, or take the values off the field (Admin > Custom Fields)");
  if (!without_choice.empty())
    area.remark("choices",
                "teams with a group that the field " + field +
                    " does not let choose: " + some_of(without_choice),
                "add them to the roster and run rt-config/apply --roster FILE, or add the values "
                "in RT");
  if (without_group.empty() && without_choice.empty())
    area.fine("choices", "the field " + field + " has a value for each group, and no other");
}

Result<void> judge_managers_of_stacks(Area& area, Tickets& tickets, const Settings& settings,
                                      const std::string& managers_group) {
  const auto& lines = settings.policy.stacks.lines();
  Names few;
  Names unknown;
  Names outside;
  for (const auto& [stack, line] : lines) {
    if (line.managers.size() < 2)
      few.push_back(stack);
    for (const auto& address : line.managers) {
      const auto person = tickets.person(address);
      if (!person)
        return fail(person.error());
      const auto manages = *person ? tickets.is_manager(**person) : Result<bool>(false);
      if (!manages)
        return fail(manages.error());
      if (!*person)
        unknown.push_back(address + " of " + stack);
      else if (!*manages)
        outside.push_back(address + " of " + stack);
    }
  }
  if (!few.empty())
    area.remark("managers", "stacks with fewer than two managers: " + some_of(few),
                "name two of them in rollout.stacks");
  if (!unknown.empty())
    area.wrong("managers", "managers in rollout.stacks whom RT does not know: " + some_of(unknown),
               "make them users in RT, or mend the addresses");
  if (!outside.empty())
    area.wrong("managers",
               "managers in rollout.stacks who are not in group " + managers_group +
                   ", so that their lines do not count: " + some_of(outside),
               "put them into the group in RT (rt.managers_group)");
  if (!lines.empty() && few.empty() && unknown.empty() && outside.empty())
    area.fine("managers",
              "each of " + counted(lines.size(), "stack") + " has two managers whom RT knows");
  return {};
}

} // namespace

Result<TeamsSeen> examine_groups(Findings& findings, Tickets& tickets, const Settings& settings,
                                 std::optional<Names> choices) {
  Area area(findings, "teams");
  const auto& prefix = settings.policy.asks.team_prefix;
  auto groups = tickets.teams();
  if (!groups)
    return fail(groups.error());
  TeamsSeen seen{std::move(*groups), std::move(choices)};
  if (seen.groups.empty()) {
    area.wrong("groups",
               "RT shows us no group " + prefix + "… (rt.team_prefix), so there is no team",
               "make a group for each team in RT; if there are some, grant SeeGroup to the user " +
                   settings.user + ": run rt-config/apply");
    return seen;
  }
  Names empty;
  Names without_address;
  for (const auto& team : seen.groups) {
    const auto people = tickets.people_in(prefix + team);
    if (!people)
      return fail(people.error());
    if (people->empty())
      empty.push_back(prefix + team);
    else if (std::all_of(people->begin(), people->end(),
                         [](const auto& one) { return one.address.empty(); }))
      without_address.push_back(prefix + team);
  }
  if (!empty.empty())
    area.remark("members", "groups without an enabled member: " + some_of(empty),
                "put the team's people into it in RT: until then nobody is asked");
  if (!without_address.empty())
    area.remark("members", "groups in which nobody has an address: " + some_of(without_address),
                "give their members an address in RT: until then nobody can be asked");
  const auto good = seen.groups.size() - empty.size() - without_address.size();
  if (good > 0)
    area.fine("members", counted(good, "team") + " with people who have an address");
  judge_choices(area, seen, settings.policy);
  return seen;
}

Result<void> examine_managers(Findings& findings, Tickets& tickets, const Settings& settings,
                              const std::string& managers_group) {
  Area area(findings, "teams");
  for (const auto& [key, group] : {std::pair{"rt.managers_group", managers_group},
                                   std::pair{"rt.owners_group", settings.policy.begin.owners}}) {
    if (group.empty())
      continue;
    const auto people = tickets.people_in(group);
    if (!people)
      return fail(people.error());
    area.judge(!people->empty(), "groups",
               "group " + group + " (" + key + ")" +
                   (people->empty() ? " has no enabled member, or RT does not show it to us"
                                    : " has " + counted(people->size(), "member")),
               std::string("put people into it in RT, or name the right one in ") + key +
                   "; rt-config/apply makes it and grants SeeGroup");
  }
  return judge_managers_of_stacks(area, tickets, settings, managers_group);
}

void judge_sites(Findings& findings, const TeamsSeen& seen, const KnownTeams& known,
                 const TeamStand& stand, const TeamSettings& settings, base::Instant now) {
  Area area(findings, "teams");
  if (stand.failing_since)
    area.remark("list of sites",
                "it could not be fetched from " + settings.source + " since " +
                    base::to_iso(*stand.failing_since) + ": " + stand.trouble,
                "the copy that is kept stays in use meanwhile");
  if (!known.as_of) {
    area.remark("list of sites", "there is no copy of the list from " + settings.source + " yet",
                "`serve` fetches it (teams.source)");
    return;
  }
  area.fine("list of sites", counted(known.teams.size(), "site") + " from " + settings.source +
                                 ", " + std::to_string((now - *known.as_of).count() / 60) +
                                 " minutes old");
  Names names;
  for (const auto& team : known.teams)
    names.push_back(team.name);
  Names closed;
  Names renamed;
  Names unknown;
  for (const auto& team : missing_in(seen.groups, names)) {
    const auto former =
        std::find_if(known.former.begin(), known.former.end(),
                     [&](const auto& one) { return base::same_ignoring_case(one.team, team); });
    if (former == known.former.end())
      unknown.push_back(team);
    else if (former->now.empty())
      closed.push_back(team);
    else
      renamed.push_back(team + " is " + former->now + " now");
  }
  if (!closed.empty())
    area.remark("sites", "teams whose site is in the list no more: " + some_of(closed),
                "disable their groups and take the values off the field of the teams");
  if (!renamed.empty())
    area.remark("sites", "teams whose site has another name today: " + some_of(renamed),
                "rename the group and the value of the field in RT");
  if (!unknown.empty())
    area.remark("sites", "teams whose site the list does not know: " + some_of(unknown),
                "is the group's name spelt as the site is, NGI-Site?");
  if (closed.empty() && renamed.empty() && unknown.empty())
    area.fine("sites", "the site of each team is in the list");
}

void judge_tables(Findings& findings, const TeamsSeen& seen, const Names& ngis,
                  const rollout::Policy& policy) {
  Area area(findings, "teams");
  const auto experienced = policy.experience.teams();
  if (const auto strange = missing_in(experienced, seen.groups); !strange.empty())
    area.remark("tables", "teams in rollout.experience that have no group: " + some_of(strange),
                "spell them as their groups are, or take the lines out");
  else if (!experienced.empty())
    area.fine("tables", "each team in rollout.experience has its group");
  Names strange;
  for (const auto& name : policy.working_times.names()) {
    const bool is_ngi_of_team =
        std::any_of(seen.groups.begin(), seen.groups.end(), [&](const auto& team) {
          return base::starts_with_ignoring_case(team, name + "-");
        });
    if (name != "*" && !is_ngi_of_team && !base::is_one_of(name, seen.groups) &&
        !base::is_one_of(name, ngis))
      strange.push_back(name);
  }
  if (!strange.empty())
    area.remark("tables", "names in clock.zones that are no team and no NGI: " + some_of(strange),
                "spell them as the groups are, or take the lines out");
}

} // namespace bridge
