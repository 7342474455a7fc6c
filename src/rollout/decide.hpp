// SPDX-License-Identifier: Apache-2.0
// The pure middle of the house: events in, what to do out. Total, no I/O, no clock.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// The first thought about a mail, before RT is asked anything: what goes on to RT, and what is to
// be thought about once that is done. Automatic mail never acts and is never answered (RFC 3834,
// R82).
Decision admit(const MailArrived& mail, const Policy& policy);

// The second thought: the commands in it against what is true on the ticket (R17, R18, contract 7).
Decision decide(const ReplyReceived& reply, const Picture& picture, const Policy& policy);

// A change that we did not make.
Decision decide(const TicketChanged& change, const Policy& policy);

} // namespace rollout
