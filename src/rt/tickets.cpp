// SPDX-License-Identifier: Apache-2.0
#include "rt/tickets.hpp"

#include "rt/session.hpp"

namespace rt {
namespace {

std::string about(base::TicketId id) {
  return "ticket " + base::to_string(id);
}

// The queue's name stands in no ticket: RT gives its number and a name only on request.
base::Result<Ticket> read_ticket(const Value& value, const Wire& wire, base::TicketId asked) {
  Ticket ticket;
  ticket.id.value = value["id"].number();
  ticket.queue = value["Queue"]["Name"].text;
  ticket.subject = value["Subject"].text;
  ticket.status = value["Status"].text;
  for (const auto& field : value["CustomFields"].items) {
    auto& values = ticket.fields[field["name"].text];
    for (const auto& one : field["values"].items)
      values.push_back(one.text);
  }
  if (ticket.id.value <= 0 || ticket.status.empty() || ticket.queue.empty())
    return base::fail(base::Fault::temporary, "RT at " + wire.url() +
                                                  " answers with something that is no ticket for " +
                                                  about(asked));
  return ticket;
}

} // namespace

base::Result<Seen> see_ticket(Wire& wire, base::TicketId id) {
  const auto answer = wire.get("/ticket/" + base::to_string(id) + "?fields%5BQueue%5D=Name");
  if (answer && answer->status == 403)
    return base::fail(base::Fault::not_found,
                      about(id) + " is forbidden to the RT user " + wire.user(),
                      "if it should be ours: SeeQueue and ShowTicket on its queue, see rt-config");
  if (answer && answer->status == 404)
    return base::fail(base::Fault::not_found, "there is no " + about(id) + " in RT");
  const auto value = wire.json(answer, about(id));
  if (!value)
    return base::fail(value.error());
  auto ticket = read_ticket(*value, wire, id);
  if (!ticket)
    return base::fail(ticket.error());
  return Seen{std::move(*ticket), (*value)["_hyperlinks"], header_of(*answer, "ETag")};
}

base::Result<Ticket> Client::ticket(base::TicketId id) {
  return see_ticket(session_->wire, id).map([](Seen&& seen) { return std::move(seen.ticket); });
}

} // namespace rt
