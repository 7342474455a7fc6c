// SPDX-License-Identifier: Apache-2.0
// What is prepared for mailing lists and goes out once, at a manager's word or after a time in
// which he can stop it (contract 7, `send ID`, `cancel ID`): lines of the ledger.
#pragma once

#include "base/instant.hpp"
#include "rollout/policy.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Posting {
  std::string id;   // what send and cancel name
  std::string kind; // "poll"
  int round = 0;    // the how manieth of its kind on this ticket
  base::Instant prepared;
  std::optional<base::Instant> goes; // by itself, then; nullopt: a manager's word is waited for
  std::optional<base::Instant> ordered;
  std::optional<base::Instant> cancelled;
  std::optional<base::Instant> sent;
  std::vector<std::string> troubles; // what the lists' machinery told of it, newest last

  bool waits() const { return !cancelled && !sent; }
};

// A line of the ledger about one posting, or about its mail.
struct PostingLine {
  base::Instant at;
  std::string what; // one of posting_lines
  std::string id;
  std::string words;
};
inline constexpr std::array posting_lines{"posting_prepared", "posting_ordered",
                                          "posting_cancelled", "posting_sent", "posting_trouble"};

std::vector<Posting> postings(const std::vector<PostingLine>& lines);

// The words of its first line.
std::string prepared_words(const Posting& posting);

// "4711/poll/1": the key of all that belongs to it.
std::string posting_key(base::TicketId ticket, const Posting& posting);

// The one Message-ID under which it goes to every list, without < >.
std::string posting_message_id(base::TicketId ticket, const Posting& posting, const Policy& policy);

} // namespace rollout
