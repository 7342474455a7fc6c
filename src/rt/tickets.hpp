// SPDX-License-Identifier: Apache-2.0
// A ticket as read, with what the verbs that write need beside it, and how they write.
#pragma once

#include "rt/client.hpp"
#include "rt/json.hpp"
#include "rt/wire.hpp"

#include <functional>
#include <string>

namespace rt {

struct Seen {
  Ticket ticket;   // without admin_groups: RT gives their numbers, each name is one more call
  Value whole;     // as RT wrote it
  std::string tag; // ETag: the newest transaction on it, for If-Match
};

// As Client::ticket.
base::Result<Seen> see_ticket(Wire& wire, base::TicketId id);

struct Wish {
  std::string about; // "the status of ticket 7"
  // What to PUT so that the ticket comes to hold it; nothing: it does, or need not. `written`: it
  // was sent before.
  std::function<base::Result<Value::Object>(const Seen& seen, bool written)> owed;
  // What to say when RT was sent it twice, answered with `said`, and keeps something else.
  std::function<base::Error(const Seen& seen, const std::string& said)> refused;
};

// Writes until what is read shows it. Somebody else's change in between is no refusal.
base::Result<void> bring_about(Wire& wire, base::TicketId id, const Wish& wish);

} // namespace rt
