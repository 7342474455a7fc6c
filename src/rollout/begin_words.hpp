// SPDX-License-Identifier: Apache-2.0
// What a rollout's ticket says from the start: its title, its fields, its first words (R5, R8-R10,
// R45, R49).
#pragma once

#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <map>
#include <string>
#include <vector>

namespace rollout {

// Of a release: its status, or the field that holds its state where the site has one.
std::string state_of(const Ticket& release, const Policy& policy);

// By the milestone's grammar; where the release does not tell enough for it, with its own title.
std::string title_of_rollout(const Ticket& release, const Policy& policy);

// The fields that have something to say.
std::map<std::string, std::vector<std::string>> fields_of_rollout(const Ticket& release,
                                                                  const Policy& policy);

// For the managers: whence it comes, what it has, what is missing, what comes next.
std::string beginning_of(const Ticket& release, const Policy& policy);

} // namespace rollout
