// SPDX-License-Identifier: Apache-2.0
// The names of the Early Adopter teams, `<NGI>-<Site>` ("NGI_IT-INFN-T1", R43). Both halves may
// hold '-', '_' and '.' (GOCDB's schema), so a name is never split at a guess: it is in the roster
// or it is not, and where its NGI ends is known from a list or not at all.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Team {
  std::string name; // "NGI_IT-INFN-T1"
  std::string site; // "INFN-T1"; empty: nobody says where the NGI ends
};

// A team whose site was in the list once.
struct Former {
  std::string team;
  std::string now; // its name today; empty: it is in the list no more
  base::Instant since;
};

// `names` with their sites, as far as each begins with exactly one of `ngis`.
std::vector<Team> with_sites(const std::vector<std::string>& names,
                             const std::vector<std::string>& ngis);

class Roster {
public:
  Roster() = default;
  explicit Roster(const std::vector<std::string>& teams);
  // Names that differ in the case of letters are one team: in the spelling of the first, at the
  // site that any of them has.
  explicit Roster(std::vector<Team> teams, std::vector<Former> former = {});

  // Offline and without a list: every well-formed name is a team.
  static Roster anyone();
  bool is_anyone() const { return anyone_; }

  // The team in its own spelling, however its case was written; nullopt when there is none.
  std::optional<std::string> find(std::string_view name) const;

  // At most three teams that `name` may have meant, nearest first: what it is called today; the NGI
  // left out of a site that is in one NGI only; two letters off after folding case and `-_. `
  // (contract 2, Suggestions).
  std::vector<std::string> nearest(std::string_view name) const;

  // The former team of this name, in any case.
  std::optional<Former> former(std::string_view name) const;

  const std::vector<Team>& teams() const { return teams_; } // by name

private:
  std::vector<std::string> of_site(std::string_view site) const;

  std::vector<Team> teams_;
  std::vector<Former> former_;
  bool anyone_ = false;
};

// Could this token be meant as a team: GOCDB's characters, with a '-', '_' or '.' between two of
// them?
bool looks_like_team(std::string_view token);

} // namespace rollout
