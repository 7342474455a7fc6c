// SPDX-License-Identifier: Apache-2.0
#include "cli/clock.hpp"

#include <chrono>

namespace cli {

base::Instant clock_now() {
  return std::chrono::floor<base::Seconds>(std::chrono::system_clock::now());
}

base::Result<std::optional<base::Instant>> given_now(const CommandLine& line) {
  const auto found = line.options.find("now");
  if (found == line.options.end())
    return std::nullopt;
  auto read = base::read_iso(found->second);
  if (!read)
    return base::fail(base::Fault::invalid, "--now: " + read.error().what, read.error().hint);
  return *read;
}

} // namespace cli
