// SPDX-License-Identifier: Apache-2.0
// The one clock of the program.
#pragma once

#include "base/instant.hpp"

namespace cli {

base::Instant clock_now();

} // namespace cli
