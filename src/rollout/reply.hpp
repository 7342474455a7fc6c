// SPDX-License-Identifier: Apache-2.0
// The command grammar (R18, contract 2 and 7): what a newly written text says to us. A command
// stands on a line of its own; prose never counts; what is nearly a command is complained about,
// not guessed.
#pragma once

#include "rollout/complaint.hpp"
#include "rollout/order.hpp"
#include "rollout/roster.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Command {
  Verb verb = Verb::accept;
  std::string team; // in the roster's spelling
  int line = 0;
};

// The outcomes of contract 2. Only `commands` acts.
enum class Outcome { commands, conflict, malformed, none, empty, automatic, doubtful, unreadable };
const char* to_word(Outcome outcome);

struct Reply {
  Outcome outcome = Outcome::empty;
  std::vector<Command> commands; // empty unless outcome is commands
  std::vector<Order> orders;     // likewise void in a conflict; they make no outcome of their own
  std::vector<Complaint> complaints;
  std::vector<std::string> links; // GGUS tickets named, canonical URLs, each once (R27)
};

// Reads `text`, the fresh text of a mail. `html_text` is the same mail's HTML half where it has
// both: when both hold commands and differ, the mail is a conflict.
Reply read_reply(std::string_view text, std::string_view html_text, const Roster& roster);

// The teams that the lines of `text` may speak of, as written: whom to look up before reading it.
std::vector<std::string> mentioned_teams(std::string_view text);

} // namespace rollout
