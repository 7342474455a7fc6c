// SPDX-License-Identifier: Apache-2.0
// Making a ticket, of all calls the one that RT does as often as it is asked, and answers with 201
// whatever it leaves out. So it is looked for before, and read afterwards.
#include "base/text.hpp"
#include "rt/fields.hpp"
#include "rt/people.hpp"
#include "rt/session.hpp"
#include "rt/ticket_search.hpp"
#include "rt/tickets.hpp"

#include <algorithm>

namespace rt {
namespace {

using base::fail;
using base::Fault;
using base::Result;
using Names = std::vector<std::string>;

constexpr int most_repairs = 2; // more than one, since a race may cost one

Result<void> check(const NewTicket& wanted) {
  if (wanted.subject.empty() || !base::fits_one_line(wanted.subject) ||
      base::trim(wanted.subject) != wanted.subject)
    return fail(Fault::invalid, "no subject for a ticket: '" + wanted.subject.substr(0, 80) + "'",
                "one line that begins and ends with no blank");
  return check_search(wanted.queue, wanted.key_field, wanted.key);
}

Value::Object as_fields(const NewTicket& wanted) {
  Value::Object fields;
  for (const auto& [name, values] : wanted.fields) {
    Value::List given;
    std::copy_if(values.begin(), values.end(), std::back_inserter(given),
                 [](const std::string& value) { return !value.empty(); });
    if (!given.empty())
      fields[name] = std::move(given);
  }
  fields[wanted.key_field] = wanted.key;
  return fields;
}

Result<base::TicketId> post(Wire& wire, const NewTicket& wanted) {
  Value::Object body{
      {"Queue", wanted.queue}, {"Subject", wanted.subject}, {"CustomFields", as_fields(wanted)}};
  if (wanted.parent)
    body["Parent"] = base::to_string(*wanted.parent);
  if (!wanted.admin_cc.empty())
    body["AdminCc"] = Value::List(wanted.admin_cc.begin(), wanted.admin_cc.end());
  if (!wanted.text.empty()) {
    body["Content"] = wanted.text;
    body["ContentType"] = "text/plain";
  }
  const auto made =
      wire.json(wire.post("/ticket", std::move(body)), "a new ticket in queue " + wanted.queue);
  if (!made)
    return fail(made.error());
  const base::TicketId id{(*made)["id"].number()};
  if (id.value <= 0)
    return fail(Fault::temporary,
                "RT at " + wire.url() + " made a ticket and does not tell its number");
  return id;
}

// Fields that do not hold what is wanted. Of a ticket that stood before, only the empty ones: what
// people have written there is theirs.
Names lacking(const Ticket& ticket, const std::map<std::string, Names>& wanted, bool is_new) {
  Names names;
  for (const auto& [name, values] : wanted) {
    const auto field = ticket.fields.find(name);
    const bool kept = field != ticket.fields.end() && !is_new && !field->second.empty();
    const bool met = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      return value.empty() || (field != ticket.fields.end() && holds(field->second, value));
    });
    if (!kept && !met)
      names.push_back(name);
  }
  return names;
}

// RT replaces the values of a field that is named; of a single one it takes the first.
Value::Object repair(const Ticket& ticket, const std::map<std::string, Names>& wanted,
                     const Names& lacks) {
  Value::Object fields;
  for (const auto& name : lacks) {
    const auto field = ticket.fields.find(name);
    if (field == ticket.fields.end())
      continue;
    auto values = field->second;
    for (const auto& value : wanted.at(name))
      if (!value.empty() && !holds(values, value))
        values.push_back(value);
    fields[name] = Value::List(values.begin(), values.end());
  }
  return fields;
}

struct Repaired {
  Seen seen;
  Names lacks; // still
};

Result<Repaired> fill(Wire& wire, base::TicketId id, const std::map<std::string, Names>& wanted,
                      bool is_new) {
  for (int repairs = 0;; ++repairs) {
    const auto seen = see_ticket(wire, id);
    if (!seen)
      return fail(seen.error());
    const auto lacks = lacking(seen->ticket, wanted, is_new);
    auto fields = repair(seen->ticket, wanted, lacks);
    if (fields.empty() || repairs == most_repairs)
      return Repaired{*seen, lacks};
    const auto answer =
        wire.put("/ticket/" + base::to_string(id), Value::Object{{"CustomFields", fields}},
                 seen->tag.empty() ? Names{} : Names{"If-Match: " + seen->tag});
    if (answer && answer->status == 412)
      continue;
    if (auto said = wire.json(answer, "the fields of ticket " + base::to_string(id)); !said)
      return fail(said.error());
  }
}

// RT shows them by name. It takes disabled users, and writes them no mail: they do not count.
Result<bool> has_watchers(Wire& wire, const Seen& seen, const Names& addresses) {
  const auto users = enabled_users(wire, "EmailAddress", addresses);
  if (!users)
    return fail(users.error());
  const auto& members = seen.whole["AdminCc"].items;
  return std::all_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
    return std::any_of(users->begin(), users->end(), [&](const User& user) {
      return base::same_ignoring_case(user.address, base::trim(address)) &&
             std::any_of(members.begin(), members.end(),
                         [&](const Value& one) { return one["id"].text == user.name; });
    });
  });
}

base::Error key_not_kept(Wire& wire, base::TicketId id, const NewTicket& wanted) {
  const auto number = base::to_string(id);
  base::Error error{
      Fault::refused,
      "RT does not keep '" + wanted.key_field + "' = '" + wanted.key + "' on ticket " + number,
      wire.user() + " needs ModifyCustomField on " + wanted.key_field + ", see rt-config"};
  const auto others = tickets_holding(wire, wanted.queue, wanted.key_field, wanted.key);
  if (!others || others->empty() || others->front() == id)
    return error;
  error.what += ", since ticket " + base::to_string(others->front()) + " has it";
  error.hint = "ticket " + number + " is one too many: reject it in RT";
  return error;
}

} // namespace

Result<Made> Client::create(const NewTicket& wanted) {
  auto& wire = session_->wire;
  if (auto fit = check(wanted); !fit)
    return fail(fit.error());
  auto standing = find_standing(wire, wanted);
  if (!standing)
    return fail(standing.error());
  const bool is_new = !*standing;
  if (is_new) {
    if (auto there = check_field(wire, wanted.queue, wanted.key_field); !there)
      return fail(there.error());
    const auto made = post(wire, wanted);
    if (!made)
      return fail(made.error());
    *standing = Standing{*made, false};
  }
  auto fields = wanted.fields;
  if ((*standing)->has_key)
    fields.erase(wanted.key_field);
  else
    fields[wanted.key_field] = {wanted.key};
  auto filled = fill(wire, (*standing)->id, fields, is_new);
  if (!filled)
    return fail(filled.error());
  auto& [seen, lacks] = *filled;
  const auto id = seen.ticket.id;
  if (is_new && !wanted.admin_cc.empty()) {
    const auto there = has_watchers(wire, seen, wanted.admin_cc);
    if (!there)
      return fail(there.error());
    if (!*there)
      lacks.emplace_back("AdminCc");
  }
  const auto& parents = seen.ticket.parents;
  if (wanted.parent && std::find(parents.begin(), parents.end(), *wanted.parent) == parents.end())
    if (auto linked = add_link(id, "MemberOf", base::to_string(*wanted.parent)); !linked)
      return fail(linked.error());
  if (!(*standing)->has_key && base::is_one_of(wanted.key_field, lacks))
    return fail(key_not_kept(wire, id, wanted));
  return Made{id, std::move(lacks)};
}

} // namespace rt
