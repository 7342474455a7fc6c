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

struct PreparedPost {
  Posting posting; // without an id: no list is known
  std::string key; // of the note
  std::string title;
  std::string text;
};
// What is to be prepared now: a call; or the end of the newest one that is on a list, since a team
// has accepted or the rollout is closed, unless one was prepared before that the bridge itself has
// not dropped. nullopt: nothing.
std::optional<PreparedPost> prepare_post(const Ticket& ticket, const Memory& memory,
                                         base::Instant now, const Policy& policy);

// Why a posting that nobody ordered need not go out any more. Empty: it is needed.
std::string why_needless(const Posting& posting, const Ticket& ticket, const Policy& policy);

// The lists that it goes to: of a call those of what is rolled out on `ticket`, and the extra ones;
// of its end those that it went to.
std::vector<std::string> lists_of(const Ticket& ticket, const Policy& policy);
std::vector<std::string> lists_of(const Posting& posting, const Ticket& ticket,
                                  const Memory& memory, const Policy& policy);

// What goes to `list`, under one Message-ID for all of them; the end of a call answers it.
SendMail post_letter(const Ticket& ticket, const Posting& posting, const std::string& list,
                     const Policy& policy);

// One for each of its copies. No list gets the end of a call before the call.
std::vector<Effect> post_effects(const Ticket& ticket, const Posting& posting,
                                 const Policy& policy);

} // namespace rollout
