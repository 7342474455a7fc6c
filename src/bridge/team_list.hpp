// SPDX-License-Identifier: Apache-2.0
// Our copy of the list of known sites (marks.hpp keeps it): the list itself, and how it stands,
// which is small, for who only wants to know that.
#pragma once

#include "bridge/ports.hpp"

#include <optional>

namespace bridge {

// A team that there was: what its site is called today, `key` tells.
struct FormerSite {
  std::string key;
  std::string team;
  base::Instant since;
  bool operator==(const FormerSite&) const = default;
};

struct TeamList {
  std::vector<Site> sites;
  std::vector<FormerSite> former;
  std::vector<std::string> ngis;
  std::vector<std::string> remarks;
  bool operator==(const TeamList&) const = default;
};

// Of a list that lost so much that it may be an accident.
struct Doubt {
  base::Instant since;
  base::Instant until; // then it is believed
  bool warned = false; // the owner was told that it soon will be
};

struct TeamStand {
  std::string source;                 // TeamSettings::source that gave the list
  std::optional<base::Instant> as_of; // when it was last seen to be so; nullopt: there is no list
  std::size_t count = 0;
  std::optional<base::Instant> failing_since; // nullopt: the last try went well
  std::string trouble;                        // why the last try failed
  bool doubted = false;                       // the last try brought one, and it is not believed
  std::optional<Doubt> doubt = {};            // nullopt: nothing was lost, or it is believed
  std::string seen = {};                      // SiteList::seen of the last try that brought one
};

// `fresh` after `before`, matched by key: who is gone, or has another name, is former for two
// years, or until its old name is in the list again. Two sites that make one name are
// remarked.
TeamList next_list(const TeamList& before, SiteList fresh, base::Instant now);

// The teams of `before` whose site is in `fresh` neither by its key nor by its name.
std::vector<std::string> gone(const TeamList& before, const SiteList& fresh);

} // namespace bridge
