// SPDX-License-Identifier: Apache-2.0
// Whose sites are looked at for the sake of a rollout (R21-R23): of the teams that are asked, of
// those that have accepted, and when it is over of those until their services are BETA no more.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Watch {
  std::vector<std::string> asked;   // an answer is awaited
  std::vector<std::string> testing; // have accepted, and the rollout is not over
  std::vector<std::string> leaving; // have accepted, and it is over
  std::optional<base::Instant> over;

  bool is_empty() const { return asked.empty() && testing.empty() && leaving.empty(); }
  bool has(std::string_view team) const;
  bool operator==(const Watch&) const = default;
};

// The words of a line `watched` of the ledger, and back. What cannot be read watches nobody.
std::string watch_words(const Watch& watch);
Watch read_watch(std::string_view words);

} // namespace rollout
