// SPDX-License-Identifier: Apache-2.0
// How sites are, in memory, for tests of the room bridge.
#pragma once

#include "bridge/ports.hpp"

struct FakeSites : bridge::SiteSource {
  std::map<std::string, rollout::SiteNews> news; // by the names of sites
  Downtimes down;
  std::optional<base::Error> fault; // what it answers instead
  int calls = 0;

  base::Result<rollout::SiteNews> services(const std::string& name) override {
    ++calls;
    if (fault)
      return base::fail(*fault);
    const auto found = news.find(name);
    if (found != news.end())
      return found->second;
    rollout::SiteNews unknown;
    unknown.whole = false;
    return unknown;
  }
  base::Result<Downtimes> downtimes(const std::vector<std::string>& names, base::Instant from,
                                    base::Instant to) override {
    ++calls;
    if (fault)
      return base::fail(*fault);
    Downtimes out;
    for (const auto& name : names)
      for (const auto& one : down[name])
        if (one.start < to && one.end > from)
          out[name].push_back(one);
    return out;
  }
};
