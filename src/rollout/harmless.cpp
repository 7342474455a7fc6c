// SPDX-License-Identifier: Apache-2.0
#include "rollout/harmless.hpp"

#include "base/text.hpp"
#include "rollout/reply.hpp"

namespace rollout {

bool could_be_command(std::string_view line) {
  const Reply reply = read_reply(line, "", Roster::anyone());
  return !reply.commands.empty() || !reply.orders.empty() || !reply.complaints.empty();
}

std::string harmless(std::string_view text) {
  std::string out;
  for (const auto line : base::lines(text))
    out += could_be_command(line) ? "| " + std::string(base::trim(line)) + "\n"
                                  : std::string(line) + "\n";
  if (!out.empty() && text.back() != '\n')
    out.pop_back();
  return out;
}

} // namespace rollout
