// SPDX-License-Identifier: Apache-2.0
// What is odd or wrong about a name: of a release, as a ticket's subject says it, or of a report's
// file (contract 2, `check subject` and `check report`). Theirs, never ours.
#pragma once

#include <string>
#include <vector>

namespace rollout {

enum class Flaw {
  // harmless: understood in spite of it
  letter_case,  // capitals or small letters are others
  signs,        // blank, underscore, dash or dot of another kind
  path,         // a folder stood before a file's name
  copy_mark,    // " (1)", "Copy of ", "_v2", "-final"
  no_ngi,       // the site alone, and it is in one NGI only
  no_release,   // "1.8.0" for "1.8.0-1"
  no_stack,     // of a report: left out
  extra_stack,  // of a report: given where the title has none
  extra_team,   // a team behind a summary's name
  outer_blanks, // at an end of the name
  quotes,       // around the whole name
  version_v,    // "v1.2"
  component_blanks,
  order,       // architecture before operating system
  stack_form,  // "EMI 1.0" or "EMI-1" for "EMI-1.0"
  later_form,  // EGI's later titles, "EMI.cream.sl5.x86_64"
  keyword,     // no "Staged Rollout" as it should be
  extra_words, // of a title: behind all that belongs there
  // not understood, or not what it should be
  no_component,
  no_version,
  stack,          // unknown, or not the ticket's
  component,      // not the ticket's
  version,        // not the ticket's
  team,           // no team has this name
  other_ngi,      // the site is under another NGI
  prefix,         // neither "ea-" nor "summary-"
  extension,      // none, or not doc, docx, odt
  two_extensions, // ".doc.exe"
  unfilled,       // the pattern sent back: "<NGI>"
  look_alikes,    // letters of other alphabets
  unprintable,    // control characters, or signs that turn the direction of writing
  too_long,
  several_readings,
  title, // the ticket's own title does not say component and version
};

const char* to_word(Flaw flaw);

// Was the name understood in spite of it?
bool is_harmless(Flaw flaw);

struct NameComplaint {
  Flaw flaw;
  std::string text;                          // what was written there; may be empty
  std::vector<std::string> suggestions = {}; // what to write instead, nearest first
  std::string wanted = {};                   // what should stand in place of `text`
};

// One sentence for the one who wrote it: what is wrong there.
std::string sentence(const NameComplaint& complaint);

} // namespace rollout
