// SPDX-License-Identifier: Apache-2.0
// What we remember of our posts to lists, so that a notice can be put to the one that it is about:
// that of a held post tells its list and its subject alone. The list may be known by another host
// than the one that we wrote to, so the left half of its address counts.
#pragma once

#include "base/result.hpp"
#include "mail/notice.hpp"
#include "rollout/effect.hpp"
#include "store/desk.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

// The line of the ledger that a post leaves.
store::Entry posted(const rollout::SendMail& letter, const std::string& subject);

// An operator gives this row up; a copy of a post leaves a line that says so, and a look at its
// ticket. Fault::refused when it is running or finished.
base::Result<void> drop(store::Database& database, const store::Listed& row, base::Instant now);

// Did an operator take what this copy answers out of the queue for its list? No list gets the end
// of a call without the call.
base::Result<bool> answers_dropped(store::Database& database, const rollout::SendMail& copy);
// What a copy leaves that is not sent since it was dropped, or since it answers what was.
store::Settlement left_by_dropped(const rollout::SendMail& copy, const std::string& key,
                                  base::Instant now);

struct Posted {
  std::string message_id;
  std::vector<std::string> to; // each address that it went to: one post may go to several lists
};

// What we sent under its Message-ID; else the newest post of that subject. nullopt: nothing.
base::Result<std::optional<Posted>> find_post(store::Database& database,
                                              const mail::Notice& notice);

} // namespace bridge
