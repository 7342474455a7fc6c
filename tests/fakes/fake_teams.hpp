// SPDX-License-Identifier: Apache-2.0
// A list of sites in memory, for tests of the room bridge.
#pragma once

#include "bridge/ports.hpp"

#include <set>

struct FakeTeams : bridge::TeamSource {
  bridge::SiteList list;
  std::optional<base::Error> fault; // what it answers instead
  int calls = 0;

  // Sites of NGI_IT and their keys.
  void hold(const std::vector<std::pair<std::string, std::string>>& sites) {
    list = {{}, {"NGI_IT"}, {}};
    for (const auto& [key, name] : sites)
      list.sites.push_back({key, name, "NGI_IT"});
  }

  base::Result<bridge::SiteList> sites() override {
    ++calls;
    if (fault)
      return base::fail(*fault);
    if (list.sites.empty())
      return base::fail(base::Fault::temporary, "there is no site", "add one");
    return list;
  }
};
