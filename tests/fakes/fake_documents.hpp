// SPDX-License-Identifier: Apache-2.0
// A document server in memory, for tests of the room bridge.
#pragma once

#include "bridge/ports.hpp"

struct FakeDocuments : bridge::DocumentSource {
  std::map<std::int64_t, rollout::DocumentSeen> shown; // to everybody
  std::optional<base::Error> fault;                    // what it answers instead
  std::map<std::int64_t, base::Error> faults;          // for one alone
  std::vector<std::int64_t> asked;

  void publish(std::int64_t id, const std::string& title, std::vector<std::string> files) {
    shown[id] = {id, true, title, std::move(files), {}};
  }

  base::Result<rollout::DocumentSeen> show(std::int64_t id) override {
    asked.push_back(id);
    if (fault)
      return base::fail(*fault);
    if (faults.contains(id))
      return base::fail(faults.at(id));
    const auto found = shown.find(id);
    return found == shown.end() ? rollout::DocumentSeen{id, false, "", {}, {}} : found->second;
  }
};
