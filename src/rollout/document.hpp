// SPDX-License-Identifier: Apache-2.0
// The document that holds the reports of a rollout (R35-R37, R47): it is linked to the ticket, and
// where somebody verifies it, what is wrong with it is told to the managers and shown.
#pragma once

#include "rollout/owing.hpp"
#include "rollout/ticket.hpp"

#include <array>
#include <string>
#include <vector>

namespace rollout {

// A line of the ledger about it: `document_asked` is about the number that the ticket names now, or
// about nothing when it names none any more; `document_seen` about a number, too; `document_wrong`
// has what is wrong in its words; `document_linked` is about a page.
struct DocumentLine {
  base::Instant at;
  std::string what; // one of document_lines
  std::string about;
  std::string words;
};
inline constexpr std::array document_lines{"document_asked", "document_seen", "document_wrong",
                                           "document_linked"};
// What `line` adds to what is known.
void add(const DocumentLine& line, Memory& memory);

// "Staged rollout EMI CREAM 1.13.1-1" (R36); empty: it is not known what is rolled out.
std::string document_title(const Ticket& ticket, const Policy& policy);

// What is wrong, a sentence each, as far as anything is known. A ticket that names no document has
// no faults here.
std::vector<std::string> document_faults(const Ticket& ticket, const Memory& memory,
                                         const Policy& policy);

// For people: "Document 254: its title, 3 files", or its faults. Lines; empty: none is named.
std::string document_status(const Ticket& ticket, const Memory& memory, const Policy& policy);

// Adds what is owed to `owing`, and to `memory` what it will hold then. While something is wrong
// the chore `documents` asks again, for 14 days after what is wrong has changed.
void heed_document(const Ticket& ticket, const Policy& policy, Memory& memory, Owing& owing);

} // namespace rollout
