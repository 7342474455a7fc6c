// SPDX-License-Identifier: Apache-2.0
// What stands behind rt::Client; its verbs are spread over one file per subject.
#pragma once

#include "rt/client.hpp"
#include "rt/watchers.hpp"
#include "rt/wire.hpp"

#include <utility>

namespace rt {

struct Client::Session {
  explicit Session(Settings settings) : wire(std::move(settings)) {}
  Wire wire;
  KnownGroups known_groups;
};

} // namespace rt
