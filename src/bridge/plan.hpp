// SPDX-License-Identifier: Apache-2.0
// What a mail, a hook or a ticket would lead to, read from RT and from our store; nothing is
// settled, sent or set (R93). It is thought about as any row is; what follows from it at once, as
// if its effects were done, is thought about, too.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "rt/hook.hpp"

#include <set>
#include <string>
#include <vector>

namespace bridge {

struct Planned {
  std::string about; // "a mail", or the key of the row that would be there
  rollout::Decision decision;
  std::set<std::string> settled; // of its effects and alarms, keys that had their row: nothing new
  std::size_t owed = 0;          // effects of its lane that are open and would be done before
  bool thought_before = false;   // its own row has been there: nothing would happen at all
};

// `raw` as it would come from the MTA. It is at hand in `world` from now on.
base::Result<std::vector<Planned>> plan_mail(World& world, const std::string& raw,
                                             base::Instant now);
base::Result<std::vector<Planned>> plan_hook(World& world, const rt::Hook& hook, base::Instant now);
// Fault::not_found: there is no such ticket that we may see.
base::Result<std::vector<Planned>> plan_ticket(World& world, base::TicketId id, base::Instant now);

} // namespace bridge
