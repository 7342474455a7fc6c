// SPDX-License-Identifier: Apache-2.0
// `doctor` looks at teams and managers: groups without people, a drop-down that says other teams
// than the groups do, sites that were closed or renamed (R43, R44), stacks with fewer than two
// managers (R46), tables that name whom nobody knows.
#pragma once

#include "bridge/finding.hpp"
#include "bridge/known_teams.hpp"
#include "bridge/ports.hpp"
#include "bridge/team_list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

struct TeamsSeen {
  std::vector<std::string> groups;                 // teams that RT has a group of, by name
  std::optional<std::vector<std::string>> choices; // of the field with the teams; nullopt: not seen
};

// Asks RT about the groups and who is in them.
base::Result<TeamsSeen> examine_groups(Findings& findings, Tickets& tickets,
                                       const Settings& settings,
                                       std::optional<std::vector<std::string>> choices);
base::Result<void> examine_managers(Findings& findings, Tickets& tickets, const Settings& settings,
                                    const std::string& managers_group);

// What the list of known sites says to these teams.
void judge_sites(Findings& findings, const TeamsSeen& seen, const KnownTeams& known,
                 const TeamStand& stand, const TeamSettings& settings, base::Instant now);
// Teams and NGIs in tables; `known` nullopt: there is no list.
void judge_tables(Findings& findings, const TeamsSeen& seen, const std::vector<std::string>& ngis,
                  const rollout::Policy& policy);

} // namespace bridge
