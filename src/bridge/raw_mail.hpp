// SPDX-License-Identifier: Apache-2.0
// The bytes of a mail that is thought about.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"

#include <string>

namespace bridge {

// Kept in the store, or at hand. Fault::not_found: it was purged, or never was here.
base::Result<std::string> raw_mail(World& world, const std::string& digest);

} // namespace bridge
