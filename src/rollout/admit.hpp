// SPDX-License-Identifier: Apache-2.0
// The first thought about what came in: may it act at all? A mail that nothing proves to be its
// sender's is held before it goes on to RT, since there it would stand as the sender's word.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"

namespace rollout {

// Of a mail through rollout-filter, before RT is asked anything: what goes on to RT, and what is to
// be thought about once that is done. Automatic mail never acts and is never answered (RFC 3834,
// R82).
Decision admit(const MailArrived& mail, const Policy& policy);

// Of a mail that RT's gateway took past us: it stands in RT already. It may act only where
// `policy.believe_gateway` says that nobody else can write to that gateway: nothing in it proves
// anything, since RT keeps neither the order of its headers nor the envelope.
Decision admit_from_gateway(const MailArrived& mail, const Policy& policy);

// A mail that was let pass: it goes on to RT unless it is there, and its lines are read. The keys
// are "relay/<cause>" and "reply/<cause>": however often it is let pass, that happens once.
void pass_on(const MailArrived& mail, Decision& decision);

} // namespace rollout
