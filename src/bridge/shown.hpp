// SPDX-License-Identifier: Apache-2.0
// An effect as people would see it: what is written where, and letters as they would go out.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"

#include <string>
#include <vector>

namespace bridge {

struct Shown {
  std::string what;            // "fields of #4711": one line
  std::vector<std::string> to; // of a letter: its addresses
  std::string subject;         // of a letter or a note
  std::string text;            // lines; may be empty
};

// RT is asked who is in a group.
base::Result<Shown> show(World& world, const rollout::Action& action);

} // namespace bridge
