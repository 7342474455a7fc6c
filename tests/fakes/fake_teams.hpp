// SPDX-License-Identifier: Apache-2.0
// A list of sites in memory, for tests of the room bridge.
#pragma once

#include "bridge/ports.hpp"

#include <set>

struct FakeTeams : bridge::TeamSource {
  bridge::SiteList list;
  std::optional<base::Error> fault; // what it answers instead
  int calls = 0;
  std::string seen; // what it was told of its last look

  // Sites of NGI_IT and their keys.
  void hold(const std::vector<std::pair<std::string, std::string>>& sites) {
    list = {{}, {"NGI_IT"}, {}};
    for (const auto& [key, name] : sites)
      list.sites.push_back({key, name, "NGI_IT"});
  }

  base::Result<bridge::SiteList> sites(base::Instant, const std::string& last) override {
    ++calls;
    seen = last;
    if (fault)
      return base::fail(*fault);
    if (!list.unfinished.empty())
      return bridge::SiteList{{}, {}, {}, {}, list.unfinished, list.seen};
    if (list.sites.empty())
      return base::fail(base::Fault::temporary, "there is no site", "add one");
    return list;
  }
};
