// SPDX-License-Identifier: Apache-2.0
#include "rt/ticket_search.hpp"

#include "base/percent.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"
#include "rt/fields.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <algorithm>
#include <set>

namespace rt {

using base::fail;
using base::Fault;
using base::Result;
using Names = std::vector<std::string>;

namespace {

constexpr std::size_t most_subject = 200; // bytes; RT cuts what is longer
constexpr std::size_t most_value = 255;   // bytes; asked for a longer one, RT finds every ticket

std::string equals(const std::string& field, const std::string& value) {
  return quoted("CF.{" + field + "}") + "=" + quoted(value);
}

Names values_of(const Value& row, const std::string& field) {
  Names values;
  for (const auto& one : row["CustomFields"].items)
    if (one["name"].text == field)
      for (const auto& value : one["values"].items)
        values.push_back(value.text);
  return values;
}

// The number that a ticket answers by.
base::TicketId answers_as(const Value& row) {
  const auto into = row["EffectiveId"].number();
  return {into > 0 ? into : row["id"].number()};
}

std::vector<base::TicketId> holders(const std::vector<Value>& rows, const std::string& field,
                                    const std::string& value) {
  std::set<base::TicketId> found;
  for (const auto& row : rows)
    if (holds(values_of(row, field), value))
      found.insert(answers_as(row));
  return {found.begin(), found.end()};
}

// A ticket of ours that lost its key, and belongs to no other parent.
Result<std::optional<Standing>> without_key(Wire& wire, const std::vector<Value>& rows,
                                            const NewTicket& wanted) {
  for (const auto& row : rows) {
    if (!values_of(row, wanted.key_field).empty() || answers_as(row).value != row["id"].number() ||
        row["Subject"].text != base::front(wanted.subject, most_subject))
      continue;
    const auto seen = see_ticket(wire, answers_as(row));
    if (!seen)
      return fail(seen.error());
    const auto& parents = seen->ticket.parents;
    if (parents.empty() || (wanted.parent && std::find(parents.begin(), parents.end(),
                                                       *wanted.parent) != parents.end()))
      return Standing{seen->ticket.id, false};
  }
  return std::nullopt;
}

} // namespace

Result<void> check_search(const std::string& queue, const std::string& field,
                          const std::string& value) {
  if (!queue.empty() && !field.empty() && !value.empty() && value.size() <= most_value &&
      base::fits_one_line(value) && base::trim(value) == value)
    return {};
  return fail(Fault::invalid,
              "nothing that tickets of '" + queue + "' can be found by: '" + field + "' = '" +
                  value.substr(0, 80) + "'",
              "one line of at most " + std::to_string(most_value) + " bytes");
}

Result<void> check_field(Wire& wire, const std::string& queue, const std::string& field) {
  const auto seen = wire.json(wire.get("/queue/" + base::percent_encoded(queue)), "queue " + queue);
  if (!seen)
    return fail(seen.error());
  for (const auto& one : (*seen)["TicketCustomFields"].items)
    if (one["name"].text == field)
      return {};
  return fail(Fault::refused, "queue " + queue + " has no custom field '" + field + "'",
              "apply rt-config to RT, or give " + wire.user() + " SeeCustomField on the queue");
}

Result<std::vector<base::TicketId>> tickets_holding(Wire& wire, const std::string& queue,
                                                    const std::string& field,
                                                    const std::string& value) {
  const auto rows = find_tickets(wire, "Queue=" + quoted(queue) + " AND " + equals(field, value));
  if (!rows)
    return fail(rows.error());
  return holders(*rows, field, value);
}

Result<std::optional<Standing>> find_standing(Wire& wire, const NewTicket& wanted) {
  const auto rows = find_tickets(
      wire, "Queue=" + quoted(wanted.queue) + " AND (" + equals(wanted.key_field, wanted.key) +
                " OR (" + quoted("CF.{" + wanted.key_field + "}") +
                " IS NULL AND Creator=" + quoted(wire.user()) +
                " AND Subject=" + quoted(base::front(wanted.subject, most_subject)) + "))");
  if (!rows)
    return fail(rows.error());
  const auto keyed = holders(*rows, wanted.key_field, wanted.key);
  if (!keyed.empty())
    return Standing{keyed.front()};
  return without_key(wire, *rows, wanted);
}

Result<std::vector<base::TicketId>> Client::tickets_in(const std::string& queue) {
  auto& wire = session_->wire;
  if (auto fit = check_search(queue, "Queue", queue); !fit)
    return fail(fit.error());
  const auto rows = find_tickets(wire, "Queue=" + quoted(queue), Rows::bare);
  if (!rows)
    return fail(rows.error());
  if (rows->empty()) // RT finds no ticket in a queue that it does not show us, and says nothing
    if (auto seen = wire.json(wire.get("/queue/" + base::percent_encoded(queue)), "queue " + queue);
        !seen)
      return fail(seen.error());
  std::set<base::TicketId> found;
  for (const auto& row : *rows)
    found.insert(answers_as(row));
  return std::vector(found.begin(), found.end());
}

Result<std::vector<base::TicketId>>
Client::tickets_with(const std::string& queue, const std::string& field, const std::string& value) {
  auto& wire = session_->wire;
  if (auto fit = check_search(queue, field, value); !fit)
    return fail(fit.error());
  auto found = tickets_holding(wire, queue, field, value);
  if (found && found->empty())
    if (auto there = check_field(wire, queue, field); !there)
      return fail(there.error());
  return found;
}

} // namespace rt
