// SPDX-License-Identifier: Apache-2.0
// What a decision may look at: the ticket as RT shows it, the sender, the teams, and what we
// remember.
#pragma once

#include "base/id.hpp"
#include "rollout/roster.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rollout {

struct Ticket {
  base::TicketId id;
  std::string queue;
  std::string subject;
  std::string status;
  std::map<std::string, std::vector<std::string>> fields;
};

struct Sender {
  std::string address;
  bool known = false; // RT's privileged user, or a member of any team: may be written to
  std::vector<std::string> teams; // of those that matter here, the ones that the sender is in
};

struct Memory {
  int complaints_today = 0; // letters of complaint to this sender in the last 24 hours
  std::optional<std::string> relay_refused; // why RT did not take this mail
};

struct Picture {
  std::optional<Ticket> ticket; // nullopt: the mail names none that we can see
  Sender sender;
  Roster roster; // the teams asked on the ticket, and those that the mail speaks of
  Memory memory;
};

} // namespace rollout
