// SPDX-License-Identifier: Apache-2.0
// The first thought about what came in: may it act at all? A mail that nothing proves to be its
// sender's is held before it goes on to RT, since there it would stand as the sender's word.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"

namespace rollout {

// Of a mail through rollout-filter, before RT is asked anything: what goes on to RT, and what is to
// be thought about once that is done. Automatic mail never acts and is never answered (RFC 3834,
// R82). `traffic`: what else came there lately; too many of a kind are held, as spam is.
Decision admit(const MailArrived& mail, const Traffic& traffic, const Policy& policy);

// Of a mail that RT's gateway took past us: it stands in RT already. It may act only where
// `policy.believe_gateway` says that nobody else can write to that gateway: nothing in it proves
// anything, since RT keeps neither the order of its headers nor the envelope.
Decision admit_from_gateway(const MailArrived& mail, const Traffic& traffic, const Policy& policy);

// Of a held mail that a manager released: admitted as if nothing had been said against it. However
// often that is done, it goes on to RT once and is thought about once.
void admit_released(MailArrived mail, const std::string& by, Decision& decision,
                    const Policy& policy);

// Does nothing but the number of the others speak against this mail, which the breaker stopped?
bool is_only_too_many(const MailArrived& mail, const Policy& policy);

// Of such a mail, when its trip is released: admitted as if it had come alone. A manager who never
// saw it vouches for nobody, so it proves what it proves by itself.
void admit_unstopped(MailArrived mail, Decision& decision, const Policy& policy);

} // namespace rollout
