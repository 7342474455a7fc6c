// SPDX-License-Identifier: Apache-2.0
// What is prepared for mailing lists and goes out once, at a manager's word or after a time in
// which he can stop it (contract 7, `send ID`, `cancel ID`): lines of the ledger. The calls of a
// ticket count on. The end of a call has its number, and may be prepared more than once: while it
// waits, the team that has accepted may withdraw. An announcement has the number of the word to the
// release (Closing::told) that it repeats.
#pragma once

#include "base/instant.hpp"
#include "rollout/policy.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

inline constexpr const char* call_kind = "poll"; // a call for volunteers
inline constexpr const char* end_kind = "poll-over";
inline constexpr const char* outcome_kind = "announcement"; // of an outcome

// A posting goes out as one copy for each of its lists.
struct Copy {
  std::string list;
  std::optional<base::Instant> sent; // the mail server has taken it
  std::optional<base::Instant> seen; // the list has brought it to us, as to all others
};

struct Posting {
  std::string id;   // what send and cancel name
  std::string kind; // call_kind, end_kind, outcome_kind
  int round = 0;    // of the how manieth call on this ticket, or word to its release
  int nth = 1;      // the how manieth of its kind for this call
  base::Instant prepared;
  std::optional<base::Instant> goes; // by itself, then; nullopt: a manager's word is waited for
  std::optional<base::Instant> ordered;
  std::optional<base::Instant> cancelled; // by a manager
  std::optional<base::Instant> needless;  // the bridge dropped it before it went out
  std::string because;                    // why it did
  std::optional<base::Instant> owed;      // it goes out: its copies are rows of the outbox, or were
  std::vector<Copy> copies;
  std::vector<std::string> dropped;  // lists whose copy an operator took out of the queue
  std::vector<std::string> troubles; // what lists told of copies that they did not deliver

  bool waits() const { return !cancelled && !needless && !owed; }
  bool is_dropped() const { return copies.empty() && !dropped.empty(); }
  std::optional<base::Instant> sent() const; // the last copy; nullopt: not all of them yet
  bool is_on_a_list() const;                 // the mail server has at least one copy
};

// A line of the ledger about one posting, or about its mail.
struct PostingLine {
  base::Instant at;
  std::string what; // one of posting_lines or mail_lines
  std::string id;
  std::string words;
};
// `posting_sent`: it is owed from then on; what was sent is told by the lines of its mail.
inline constexpr std::array posting_lines{"posting_prepared", "posting_ordered",
                                          "posting_cancelled", "posting_needless", "posting_sent"};
// These are about a Message-ID, and on no ticket.
inline constexpr std::array mail_lines{"sent", "post_dropped", "post_notice", "posting_seen"};

// "to a@lists.example, b@lists.example": the words of lines that name lists, and back.
std::string list_words(const std::vector<std::string>& lists);
std::vector<std::string> read_lists(std::string_view words);

std::vector<Posting> postings(const std::vector<PostingLine>& lines);

// What `line` adds to what is known of it.
void add(const PostingLine& line, Posting& posting);

// The words of its first line, and of the one with which it goes out.
std::string prepared_words(const Posting& posting);
std::string sent_words(const Posting& posting);

// "call for volunteers": what it is called in a sentence.
std::string name_of(const Posting& posting);
// "Call for volunteers: sent 2026-11-23 06:03 UTC", for Rollout Status.
std::string in_words(const Posting& posting);

// "4711/poll/1", "4711/poll-over/1/2": the key of all that belongs to it.
std::string posting_key(base::TicketId ticket, const Posting& posting);

// The one Message-ID under which it goes to every list, without < >.
std::string posting_message_id(base::TicketId ticket, const Posting& posting, const Policy& policy);

} // namespace rollout
