// SPDX-License-Identifier: Apache-2.0
// One outbox row: do what is owed, and settle that it is done.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

namespace bridge {

base::Result<void> act(World& world, const store::Job& job, base::Instant now);

} // namespace bridge
