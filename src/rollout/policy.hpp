// SPDX-License-Identifier: Apache-2.0
// What a site may set and a decision obeys. Defaults are those of contract 6.
#pragma once

#include <string>
#include <vector>

namespace rollout {

struct Policy {
  std::string rt_name; // stands in our subjects: [rt_name #N]
  std::string queue = "staged-rollout";
  std::vector<std::string> closed = {"resolved", "rejected", "deleted"};
  std::string teams_field = "EA Teams";
  std::string accepted_field = "EA Accepted";
  std::string rejected_field = "EA Rejected";
  std::string owner;       // address of who runs the bridge
  std::string domain;      // right half of our Message-IDs
  int most_complaints = 5; // letters of complaint to one address a day (contract 7)
};

} // namespace rollout
