// SPDX-License-Identifier: Apache-2.0
// The names of the Early Adopter teams, `<NGI>-<Site>` ("NGI_IT-INFN-T1", R43). Both halves may
// hold
// '-', so a name is never split at a guess: it is in the roster or it is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

class Roster {
public:
  Roster() = default;
  explicit Roster(std::vector<std::string> teams);

  // Offline and without a list: every well-formed name is a team.
  static Roster anyone();

  // The team in its own spelling, however its case was written; nullopt when there is none.
  std::optional<std::string> find(std::string_view name) const;

  // At most three teams that `name` may have meant, nearest first: two letters off after folding
  // case and `-_. `, or the NGI left out of a site that is in one NGI only (contract 2,
  // Suggestions).
  std::vector<std::string> nearest(std::string_view name) const;

  const std::vector<std::string>& teams() const { return teams_; }

private:
  std::vector<std::string> teams_;
  bool anyone_ = false;
};

// Could this token be meant as a team: GOCDB's characters, with a '-', '_' or '.' between two of
// them?
bool looks_like_team(std::string_view token);

} // namespace rollout
