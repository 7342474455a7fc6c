// SPDX-License-Identifier: Apache-2.0
// How a rollout ends (R38-R40): when a manager has resolved it with an outcome, its release gets
// outcome and document, and one comment that names the gaps, once; what changes after that is told
// as an amendment. Resolved without an outcome, the managers are asked for it, and the release is
// told nothing yet.
#pragma once

#include "rollout/owing.hpp"
#include "rollout/ticket.hpp"

#include <optional>
#include <string>

namespace rollout {

// `picture` is of the ticket, `memory` becomes what it will be. Of a rollout that was closed before
// we ever looked nothing is told: that was people's work.
void heed_ending(const Picture& picture, base::Instant now, const Policy& policy, Memory& memory,
                 Owing& owing);

// The release that a rollout belongs to; nullopt: none that we know of.
std::optional<base::TicketId> release_of_rollout(const Ticket& rollout, const Policy& policy);

// Is something to be told to it, so that it has to be read?
bool has_news_for_release(const Picture& picture, const Policy& policy);

// The outcome, of a rollout that is over: ACCEPT or REJECT; empty: it is not over, or has none.
std::string outcome_of(const Ticket& ticket, const Policy& policy);

// Where the document with this number is.
std::string document_url(const std::string& number, const Policy& policy);

} // namespace rollout
