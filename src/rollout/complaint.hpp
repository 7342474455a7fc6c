// SPDX-License-Identifier: Apache-2.0
// What is wrong with somebody's mail: theirs, never ours. All of a mail are collected and answered
// in one letter, each with the line to send instead.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace rollout {

enum class Verb { accept, reject, withdraw };
const char* to_word(Verb verb);

enum class Code {
  unknown_team,  // no team has this name
  malformed,     // looks like a command and is none
  conflict,      // accept and reject of one team in one mail
  duplicate,     // the same command twice; done once
  not_member,    // the sender is not in the team
  not_asked,     // the team was not asked on this ticket
  halves_differ, // the plain and the HTML half of the mail say different things
  quoted,        // stands where it may be a quotation
  unreadable,    // encrypted, or nothing in it can be read
  closed,        // the rollout is over
  not_a_rollout, // no rollout ticket belongs to this mail
  not_manager,   // a line that only rollout managers may send
  not_proved,    // a manager's line in a mail that nothing proves to be his
  unknown_id,    // nothing is held or prepared under this ID (any more)
  superseded,    // a later answer was recorded while the mail was held
  bad_value,     // not the date or the number that belongs to this line
  settled,       // what was prepared under this ID went out, or was cancelled, before
  unopposed,     // nothing speaks against a good outcome that could be set aside
  report,        // a file that is not taken as a report
};
const char* to_word(Code code);

struct Complaint {
  Code code = Code::malformed;
  int line = 0;                         // of the newly written text, from 1; 0: the mail as a whole
  std::string text;                     // what was written there
  std::vector<std::string> suggestions; // whole lines to send instead, or right names of a file;
                                        // nearest first, at most three
  std::optional<Verb> verb = {};        // that the line meant, where that is clear
  std::string words = {};               // of a file: what is wrong with it; of an unknown team: its
                                        // name as written
};

} // namespace rollout
