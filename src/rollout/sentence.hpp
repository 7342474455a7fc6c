// SPDX-License-Identifier: Apache-2.0
// Complaints in whole sentences, for the person who wrote the line: what is wrong, and what to do.
// None of them may be read as a command when the letter comes back.
#pragma once

#include "rollout/complaint.hpp"
#include "rollout/event.hpp"
#include "rollout/ticket.hpp"

#include <string>

namespace rollout {

// What is wrong and what to do, in whole sentences for the person who wrote the line.
std::string sentence(const Complaint& complaint, const Picture& picture, const MailArrived& mail);

// `name` is no team's: what became of it, as far as the list of sites tells.
std::string about_unknown_team(const std::string& name, const Picture& picture);

} // namespace rollout
