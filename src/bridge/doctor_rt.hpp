// SPDX-License-Identifier: Apache-2.0
// `doctor` looks at RT: is it there, does it know us, has it the queues, statuses, fields and
// groups that the configuration names, and have we the rights to work there, and no more. It asks
// and judges; each cause is told once.
#pragma once

#include "bridge/finding.hpp"
#include "bridge/ports.hpp"
#include "bridge/rt_setup.hpp"
#include "bridge/wanted_fields.hpp"
#include "bridge/world.hpp"

namespace bridge {

// What RT tells of itself. `before` and `after` it was asked, by our clock.
void judge_rt(Findings& findings, const rt::About& about, const Settings& settings);
void judge_clock(Findings& findings, const std::optional<base::Instant>& theirs,
                 base::Instant before, base::Instant after);

// The rest; an RT that stops answering is one finding.
void examine_rt(Findings& findings, RtSetup& rt, const Settings& settings,
                const std::string& managers_group);

// The values of the field with the teams; nullopt: it is no list, or we may not see it.
base::Result<std::optional<std::vector<std::string>>>
teams_to_choose(RtSetup& rt, const rollout::Policy& policy);

} // namespace bridge
