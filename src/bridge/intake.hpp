// SPDX-License-Identifier: Apache-2.0
// Drop-box files become inbox rows: row and mail are committed, then the file goes. A file's name
// is its key, so a crash in between costs nothing but a second look.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"

namespace bridge {

// Takes up all complete files. Gives how many were new. A file that cannot be understood is set
// aside and the owner is told; the others go on.
base::Result<int> take_up(World& world, base::Instant now);

} // namespace bridge
