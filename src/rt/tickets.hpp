// SPDX-License-Identifier: Apache-2.0
// A ticket as read, with what the verbs that write need beside it.
#pragma once

#include "rt/client.hpp"
#include "rt/json.hpp"
#include "rt/wire.hpp"

#include <string>

namespace rt {

struct Seen {
  Ticket ticket;
  Value links;     // RT's `_hyperlinks`
  std::string tag; // ETag: the newest transaction on it, for If-Match
};

// As Client::ticket.
base::Result<Seen> see_ticket(Wire& wire, base::TicketId id);

} // namespace rt
