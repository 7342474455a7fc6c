// SPDX-License-Identifier: Apache-2.0
// Who may answer for whom on this ticket, and what an answer changes (R17, R18, contract 7). The
// last answer of a team counts; whose turn it is has been settled before.
#pragma once

#include "rollout/letter.hpp"
#include "rollout/reply.hpp"

#include <string>
#include <vector>

namespace rollout {

// May the sender speak for `team`: as a member, or as a manager whose mail is proved to be his?
bool may_speak_for(const std::string& team, const MailArrived& mail, const Sender& sender);

// Why a line about `team` cannot count here; nullopt: it can.
std::optional<Code> objection(const std::string& team, const MailArrived& mail,
                              const Picture& picture, const Policy& policy);

// Takes out of `reply` the commands that count; the others become complaints.
std::vector<Command> judge(Reply& reply, const MailArrived& mail, const Picture& picture,
                           const Policy& policy);

// Complaints without a suggestion get the teams asked on this ticket, the sender's own first.
void suggest_asked(Reply& reply, const std::vector<std::string>& asked, const Sender& sender);

// The lines of a mail that would have been good on another ticket, at most three.
std::vector<std::string> lines_of(const std::vector<Command>& commands);

// What was before and what is now, for the letter.
std::vector<Answer> answers_of(const std::vector<Command>& commands, const Ticket& ticket,
                               const Policy& policy);

SetFields fields_for(const std::vector<Command>& commands, base::TicketId ticket,
                     const Policy& policy);

} // namespace rollout
