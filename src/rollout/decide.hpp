// SPDX-License-Identifier: Apache-2.0
// The pure middle of the house: events in, what to do out. Total, no I/O, no clock.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

namespace rollout {

// What somebody wrote, by mail or in RT's page: its lines against what is true on the ticket (R17,
// R18, contract 7).
Decision decide(const ReplyReceived& reply, const Picture& picture, const Policy& policy);

// A mail was held: the managers are told, and its supposed sender, where RT knows him. Of a trip
// of the breaker (rollout/flood.hpp) all are told once a day, and the sender is not.
Decision decide(const MailHeld& held, const Picture& picture, const Policy& policy);

// Does the one in whose name a mail is held hear of it? A program that wrote it must not.
bool tells_sender(const MailHeld& held);

} // namespace rollout
