// SPDX-License-Identifier: Apache-2.0
#include "cli/looking.hpp"

#include "cli/clock.hpp"

#include <charconv>

namespace cli {

base::Result<Looking> begin_looking(const CommandLine& line) {
  const auto now = given_now(line);
  if (!now)
    return base::fail(now.error());
  auto config = Config::load(line.config, line.overrides);
  if (!config)
    return base::fail(config.error());
  auto bench = Bench::make_to_look(*config);
  if (!bench)
    return base::fail(bench.error());
  (*bench)->settings.arrive_now = now->has_value();
  return Looking{std::move(*bench), now->value_or(clock_now())};
}

base::Result<base::TicketId> read_ticket(const std::string& word) {
  base::TicketId id;
  const char* begin = word.data() + (word.starts_with('#') ? 1 : 0);
  const char* end = word.data() + word.size();
  const auto read = std::from_chars(begin, end, id.value);
  if (read.ec != std::errc{} || read.ptr != end || id.value <= 0)
    return base::fail(base::Fault::invalid, "'" + word + "' is no ticket's number",
                      "such as 4711 or #4711");
  return id;
}

} // namespace cli
