// SPDX-License-Identifier: Apache-2.0
// Tickets by what they hold: how the ticket of a key is found again, even when RT has dropped the
// key when it was made. Deleted tickets are in no search of RT.
#pragma once

#include "rt/client.hpp"
#include "rt/wire.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rt {

// Fault::invalid: no value that RT can find.
base::Result<void> check_search(const std::string& queue, const std::string& field,
                                const std::string& value);

// Fault::refused: the queue has no such field. RT finds no ticket by a field that it does not know,
// or does not show us, and says so to nobody.
base::Result<void> check_field(Wire& wire, const std::string& queue, const std::string& field);

// As Client::tickets_with, without these checks.
base::Result<std::vector<base::TicketId>> tickets_holding(Wire& wire, const std::string& queue,
                                                          const std::string& field,
                                                          const std::string& value);

struct Standing {
  base::TicketId id;
  bool has_key = true;
};

// The ticket with the key of `wanted`, the lowest of several; else one that lost it: ours, of this
// subject, without any key, and of no other parent.
base::Result<std::optional<Standing>> find_standing(Wire& wire, const NewTicket& wanted);

} // namespace rt
