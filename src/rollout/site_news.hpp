// SPDX-License-Identifier: Apache-2.0
// What is known from outside of the site of a team: services that are marked BETA, and downtimes
// (R21-R23). It is shown, and never asked for.
#pragma once

#include "base/instant.hpp"

#include <string>
#include <vector>

namespace rollout {

struct SiteNews {
  struct Service {
    std::string host;
    std::string type;
    std::string page; // where people change it; empty: not known
    bool operator==(const Service&) const = default;
  };
  struct Downtime {
    std::string id;
    std::string severity;
    base::Instant start;
    base::Instant end;
    std::vector<std::string> hosts;
    bool operator==(const Downtime&) const = default;
  };
  std::string team;
  std::string site;
  base::Instant as_of; // when it was read
  bool stale = false;  // too old to be told without its time; only for people's eyes
  bool whole = true;   // the flag of each service could be read
  std::vector<Service> beta;
  std::vector<Downtime> downtimes; // that go on, or begin soon

  // Apart from when it was read.
  bool says_same(const SiteNews& other) const {
    return whole == other.whole && beta == other.beta && downtimes == other.downtimes;
  }
};

// The one about this team, in any case of letters; nullptr: nothing is known of it.
const SiteNews* news_of(const std::vector<SiteNews>& all, const std::string& team);

// "BETA at ce.example.org (CREAM-CE); downtime 12345 (OUTAGE) …": one line without its end. Empty:
// nothing to tell.
std::string in_words(const SiteNews& news);

} // namespace rollout
