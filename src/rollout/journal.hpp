// SPDX-License-Identifier: Apache-2.0
// The journal of a rollout: the lines of our ledger that its thoughts and figures are made of, as
// a text that RT keeps for us, so that a lost store can be made anew. A line of printable ASCII
// each, whatever was in it: time, kind, about, cause, words, with tabs between.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct JournalLine {
  base::Instant at;
  std::string what;
  std::string about;
  std::string cause;
  std::string words;
  auto operator<=>(const JournalLine&) const = default;
};

// On what the ledger has a line: the rollout, its release, or no ticket; then it is about a mail of
// the rollout's to lists, or about a time in which RT or we were away.
enum class Place { rollout, release, mail, away };

// nullopt: lines of this kind are in no journal.
std::optional<Place> place_of(std::string_view what);

// "rollout-bridge journal 1", the lines, "end"; without the end where lines were left out, so that
// who reads it knows.
std::string write_journal(const std::vector<JournalLine>& lines, bool whole = true);

struct Journal {
  std::vector<JournalLine> lines;  // also of kinds that this version does not know
  std::vector<std::string> faults; // what cannot be read, a sentence each
  bool later = false;              // a later version's: not ours to write
};
Journal read_journal(std::string_view text);

// The lines of `all` that `some` lacks, each as often as it is lacking.
std::vector<JournalLine> lacking(const std::vector<JournalLine>& some,
                                 std::vector<JournalLine> all);

// Leaves out mails that no answer came of.
void leave_out_talk(std::vector<JournalLine>& lines);

// Puts into `lines`, which stand in the order of the ledger, the lines `away` of the time in which
// the rollout was open. They are no rollout's own, so their place is told by their time.
void put_in_times(std::vector<JournalLine>& lines, const std::vector<JournalLine>& away);

// Leaves out what a text of `most` bytes has no room for: first what tells least (files that are
// held, letters, mails, what a document server showed), then the newest lines. False: it did.
bool make_fit(std::vector<JournalLine>& lines, std::size_t most);

} // namespace rollout
