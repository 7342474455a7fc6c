// SPDX-License-Identifier: Apache-2.0
// One outbox row: do what is owed, and settle that it is done. A letter to somebody who had too
// many lately (policy.most_letters) waits until there is room again.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "store/queue.hpp"

namespace bridge {

enum class Acted { done, put_off };
base::Result<Acted> act(World& world, const store::Job& job, base::Instant now);

} // namespace bridge
