// SPDX-License-Identifier: Apache-2.0
#include "rt/tickets.hpp"

#include "rt/session.hpp"
#include "rt/watchers.hpp"

#include <algorithm>

namespace rt {
namespace {

constexpr int most_tries = 6;  // with races counted
constexpr int most_writes = 2; // what was not kept twice is refused

std::string about(base::TicketId id) {
  return "ticket " + base::to_string(id);
}

std::vector<base::TicketId> linked(const Value& links, const char* ref) {
  std::vector<base::TicketId> result;
  for (const auto& link : links.items)
    if (link["ref"].text == ref && link["type"].text == "ticket" && link["id"].number() > 0)
      result.push_back({link["id"].number()});
  return result;
}

// RT writes a date that is not set as the beginning of its time.
std::optional<base::Instant> date(const Value& value) {
  const auto at = base::read_iso(value.text);
  return at && *at != base::Instant{} ? std::optional(*at) : std::nullopt;
}

// The queue's name stands in no ticket: RT gives its number and a name only on request.
base::Result<Ticket> read_ticket(const Value& value, const Wire& wire, base::TicketId asked) {
  Ticket ticket;
  ticket.id.value = value["id"].number();
  ticket.queue = value["Queue"]["Name"].text;
  ticket.subject = value["Subject"].text;
  ticket.status = value["Status"].text;
  ticket.owner = value["Owner"]["id"].text;
  ticket.parents = linked(value["_hyperlinks"], "parent");
  ticket.children = linked(value["_hyperlinks"], "child");
  ticket.due = date(value["Due"]);
  for (const auto& field : value["CustomFields"].items) {
    auto& values = ticket.fields[field["name"].text];
    // QUIRK: a value that two people add at once stands there twice.
    for (const auto& one : field["values"].items)
      if (std::find(values.begin(), values.end(), one.text) == values.end())
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
  auto value = wire.json(answer, about(id));
  if (!value)
    return base::fail(value.error());
  auto ticket = read_ticket(*value, wire, id);
  if (!ticket)
    return base::fail(ticket.error());
  return Seen{std::move(*ticket), std::move(*value), header_of(*answer, "ETag")};
}

// RT's If-Match narrows the gap between reading and writing, it does not close it; so what stands
// there afterwards counts, and one more try decides between a race and a refusal.
base::Result<void> bring_about(Wire& wire, base::TicketId id, const Wish& wish) {
  std::string said;
  int writes = 0;
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto seen = see_ticket(wire, id);
    if (!seen)
      return base::fail(seen.error());
    auto owed = wish.owed(*seen, writes > 0);
    if (!owed)
      return base::fail(owed.error());
    if (owed->empty())
      return {};
    if (writes == most_writes)
      return base::fail(wish.refused(*seen, said));
    std::vector<std::string> match;
    if (!seen->tag.empty())
      match.push_back("If-Match: " + seen->tag);
    const auto answer = wire.put("/ticket/" + base::to_string(id), std::move(*owed), match);
    if (answer && answer->status == 412)
      continue;
    if (auto value = wire.json(answer, wish.about); !value)
      return base::fail(value.error());
    said = words_of(*answer);
    ++writes;
  }
  return base::fail(base::Fault::temporary, about(id) + " changes all the time");
}

base::Result<Ticket> Client::ticket(base::TicketId id) {
  auto seen = see_ticket(session_->wire, id);
  if (!seen)
    return base::fail(seen.error());
  auto groups = group_names(session_->wire, session_->known_groups, seen->whole["AdminCc"]);
  if (!groups)
    return base::fail(groups.error());
  seen->ticket.admin_groups = std::move(*groups);
  return std::move(seen->ticket);
}

} // namespace rt
