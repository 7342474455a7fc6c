// SPDX-License-Identifier: Apache-2.0
// The call for volunteers on the lists of a stack, when no team that was asked accepts (R19), and
// the word that it is over, when one does. Both are prepared for a manager, who has the last word;
// nobody's answer to them acts by itself.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace rollout {

// The newest call of which `is` holds, whatever became of it. nullptr: there is none.
template <class Is> const Posting* newest_call(const Memory& memory, Is is) {
  const auto& all = memory.postings;
  const auto found = std::find_if(
      all.rbegin(), all.rend(), [&](const auto& one) { return one.kind == call_kind && is(one); });
  return found == all.rend() ? nullptr : &*found;
}

// The newest call, unless its end has gone out or it was found needless. nullptr: there is none.
const Posting* standing_call(const Memory& memory);

// In words, why a call is due now: every team that is chosen has rejected, does not answer or
// cannot be asked, and no call stands that was made for them. Empty: it is not due.
std::string reason_for_poll(const Ticket& ticket, const Memory& memory, const Policy& policy);

// Why something is posted now, and what.
struct Occasion {
  const char* kind;
  int round;
  std::ptrdiff_t earlier; // of its kind for this round
  const char* title;      // of the note
  std::string why;        // the note begins with it
  const char* what;
  std::string doubt = {}; // why a manager must look first; empty: it may go by itself
  bool by_itself = false;
};

struct PreparedPost {
  Posting posting; // without an id: no list is known
  std::string key; // of the note
  std::string title;
  std::string text;
  std::optional<SendMail> letter; // what is prepared, as the first of its lists would get it now
};
// What is to be prepared now: the announcement of an outcome; a call; or the end of the newest one
// that is on a list, since a team has accepted or the rollout is closed, unless one was prepared
// before that the bridge itself has not dropped, or an announcement tells the list more. nullopt:
// nothing.
std::optional<PreparedPost> prepare_post(const Ticket& ticket, const Memory& memory,
                                         base::Instant now, const Policy& policy);

// Why a posting need not go out any more, unless somebody has ordered it; an announcement must not
// even then. Empty: it is needed.
std::string why_needless(const Posting& posting, const Ticket& ticket, const Memory& memory,
                         const Policy& policy);

// The lists of the early adopters of what is rolled out on `ticket`.
std::vector<std::string> lists_of_stack(const Ticket& ticket, const Policy& policy);
// All lists that may get something, each once.
std::vector<std::string> all_lists(const Policy& policy);
// Those that a posting goes to: a call to these and the extra ones, its end to where the call went.
std::vector<std::string> lists_of(const Posting& posting, const Ticket& ticket,
                                  const Memory& memory, const Policy& policy);

// What goes to `list`, under one Message-ID for all of them; the end of a call answers it.
SendMail post_letter(const Ticket& ticket, const Posting& posting, const std::string& list,
                     const Memory& memory, const Policy& policy);

// One for each of its copies. No list gets the end of a call before the call, nor an amended
// outcome before the first.
std::vector<Effect> post_effects(const Ticket& ticket, const Posting& posting, const Memory& memory,
                                 const Policy& policy);

} // namespace rollout
