// SPDX-License-Identifier: Apache-2.0
// What a newly written text says to us as a whole (contract 2 and 7): its lines that act, each
// once; what contradicts itself does nothing.
#pragma once

#include "rollout/answer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

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
// both: when both hold commands and differ, the mail is a conflict. `targets`: where words of it
// lead to. `doubted`: lines that may be quotation; where nothing else was said, those that are
// commands are complained about, and the outcome stays.
Reply read_reply(std::string_view text, std::string_view html_text, const Roster& roster,
                 const std::vector<std::string>& targets = {},
                 const std::vector<std::string>& doubted = {});

// The teams that the lines of `text` may speak of, as written: whom to look up before reading it.
std::vector<std::string> mentioned_teams(std::string_view text);

} // namespace rollout
