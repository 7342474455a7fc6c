// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

namespace cli {

base::Instant clock_now() {
  return std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
}

} // namespace cli
