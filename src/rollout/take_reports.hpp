// SPDX-License-Identifier: Apache-2.0
// The files of a mail, judged against the rollout that it belongs to (R30, R31, R34, issue's "in
// the flow"): what is a report under its right name, or one repaired without doubt, is taken; the
// rest stays on the ticket, is shown as held, and its sender hears the name to use.
#pragma once

#include "rollout/thought.hpp"

namespace rollout {

// Is a file of `mail` meant as a report or a summary on this rollout, rightly named or not?
bool brings_report(const MailArrived& mail, const Ticket& ticket, const Roster& roster,
                   const Policy& policy);

// The teams whose right names, or nearly right ones, files of `mail` have: of these it must be
// known whether the sender is in them.
std::vector<std::string> reported_teams(const MailArrived& mail, const Ticket& ticket,
                                        const Roster& roster, const Policy& policy);

// `thought` has a ticket that is a rollout.
void take_reports(Thought& thought);

} // namespace rollout
