// SPDX-License-Identifier: Apache-2.0
// May a fresh list of sites be believed? One that lost many is mostly an accident: pages that ended
// early, half a list of NGIs. So it must last for a week, unless teams.least says that it is right;
// the owner is told when that begins, and a day before it ends. Pure.
#pragma once

#include "bridge/team_list.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

// So many gone at once are news for the owner, whoever believes it.
bool are_many(std::size_t gone, std::size_t before);

struct Judgement {
  std::optional<base::Error> why;        // nullopt: it is believed
  std::optional<Doubt> doubt;            // how it stands, where it is not
  std::optional<rollout::Effect> letter; // to the owner
};

// `before`: the last list of this source, empty where there is none; `stand`: how that stands.
Judgement judge(const Settings& settings, const TeamStand& stand, const TeamList& before,
                const SiteList& fresh, base::Instant now);

} // namespace bridge
