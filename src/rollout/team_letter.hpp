// SPDX-License-Identifier: Apache-2.0
// Letters of a rollout to a team: `request` (R13), `reminder` (R16), `report` (R29, R30),
// `withdrawal`, `beta` (R23); the forms of the same names in templates/ say them. `until` is the
// deadline in words, with the reason for it.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <string>

namespace rollout {

// `again`: the team was asked on this ticket before, and taken off.
SendMail request_letter(const Ticket& ticket, const std::string& team, const std::string& until,
                        bool again, const std::string& message_id, const Policy& policy);

// `request_id`: Message-ID of the request, to which it is threaded; `next`: what comes if there is
// still no answer.
SendMail reminder_letter(const Ticket& ticket, const std::string& team, const std::string& until,
                         const std::string& next, const std::string& request_id,
                         const std::string& message_id, const Policy& policy);

// A team's report may come, is due until the end of `day`, or was.
enum class ReportStage { early, due, late };
SendMail report_letter(const Ticket& ticket, const std::string& team, ReportStage stage,
                       const std::string& day, const std::string& next,
                       const std::string& request_id, const std::string& message_id,
                       const Policy& policy);

SendMail withdrawal_letter(const Ticket& ticket, const std::string& team,
                           const std::string& request_id, const std::string& message_id,
                           const Policy& policy);

// Its services that are still BETA; `next`: what comes if they stay so.
SendMail beta_letter(const Ticket& ticket, const SiteNews& news, const std::string& next,
                     const std::string& message_id, const Policy& policy);

// Adds what is rolled out on `ticket` and from where: `what`, `repository`, and `links` with a row
// for each that there is or that is missing.
void add_release(SendMail& letter, const Ticket& ticket, const Policy& policy);

} // namespace rollout
