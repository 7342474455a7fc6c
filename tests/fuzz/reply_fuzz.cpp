// SPDX-License-Identifier: Apache-2.0
// Any text as a reply: what acts is of known teams, once each, and stands there on a line of its
// own.
#include "base/text.hpp"
#include "fuzz/must.hpp"
#include "rollout/reply.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

using namespace rollout;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Roster roster({"NGI_IT-INFN-T1", "NGI_UK-RAL-LCG2", "NGI_CZ-prague_cesnet_lcg2"});
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto lines = base::lines(text);
  const auto reply = read_reply(text, "", roster);
  must(reply.commands.empty() || reply.outcome == Outcome::commands);
  must(reply.outcome != Outcome::commands || !reply.commands.empty());
  must(reply.outcome != Outcome::empty || base::trim(text).empty());
  std::set<std::string> teams;
  for (const auto& command : reply.commands) {
    must(std::any_of(roster.teams().begin(), roster.teams().end(),
                     [&](const Team& team) { return team.name == command.team; }));
    must(teams.insert(command.team).second);
    must(command.line >= 1 && command.line <= static_cast<int>(lines.size()));
    const auto line = base::trim(lines[static_cast<std::size_t>(command.line) - 1]);
    const bool ascii = std::all_of(line.begin(), line.end(), [](char c) { return c > 0; });
    must(!ascii || base::lower(line).find(to_word(command.verb)) != line.npos);
    must(line.front() != '>');
  }
  for (const auto& complaint : reply.complaints) {
    must(complaint.suggestions.size() <= 3 && complaint.line <= static_cast<int>(lines.size()));
    for (const auto& line : complaint.suggestions)
      must(complaint.code == Code::conflict || line.find(' ') != line.npos);
  }
  // both halves alike are one; a line more that contradicts makes all of it void
  must(read_reply(text, text, roster).outcome == reply.outcome);
  if (!reply.commands.empty() && reply.commands.front().verb != Verb::reject)
    must(read_reply(std::string(text) + "\nreject " + reply.commands.front().team, "", roster)
             .outcome == Outcome::conflict);
  std::string marked;
  for (const auto line : lines)
    marked += "> " + std::string(line) + "\n";
  const auto quoted = read_reply(marked, "", roster);
  must(quoted.commands.empty() && quoted.orders.empty());
  return 0;
}
