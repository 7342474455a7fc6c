// SPDX-License-Identifier: Apache-2.0
// Which custom fields the configuration names, where RT must have them and of what kind: what
// `rt-config/wanted.pl` makes, told by the configuration's keys.
#pragma once

#include "rollout/policy.hpp"

#include <string>
#include <vector>

namespace bridge {

enum class Kind {
  any,
  one,     // holds one value
  several, // holds any number
  lines,   // holds a text of many lines
};

struct WantedField {
  std::string key;  // of the configuration: "rt.teams_field"
  std::string name; // in RT
  std::string queue;
  Kind kind = Kind::any;
  bool ours = false;                    // the bridge writes it
  bool unique = false;                  // RT lets no two tickets have one value
  std::vector<std::string> values = {}; // those it must let choose from, and no other
  bool operator==(const WantedField&) const = default;
};

// Without those whose key is empty.
std::vector<WantedField> wanted_fields(const rollout::Policy& policy);

} // namespace bridge
