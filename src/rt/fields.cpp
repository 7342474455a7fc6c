// SPDX-License-Identifier: Apache-2.0
#include "rt/fields.hpp"

#include "base/text.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <algorithm>

namespace rt {
namespace {

using Values = std::vector<std::string>;

// A text comes back from a web form with CRLF, and blanks at its ends do not survive everywhere.
std::string plain(std::string_view text) {
  std::string out(base::trim(text));
  out.erase(std::remove(out.begin(), out.end(), '\r'), out.end());
  return out;
}

Values wanted_values(Values values, const FieldChange& change) {
  if (change.set)
    return change.set->empty() ? Values{} : Values{*change.set};
  std::erase_if(values, [&](const std::string& value) { return holds(change.remove, value); });
  for (const auto& value : change.add)
    if (!holds(values, value))
      values.push_back(value);
  return values;
}

bool same(const FieldChange& change, const Values& now, const Values& wanted) {
  if (change.set && now.size() == 1 && wanted.size() == 1)
    return plain(now.front()) == plain(wanted.front());
  return now == wanted;
}

Value for_rt(const FieldChange& change, const Values& wanted) {
  if (change.set) // a single one: null clears it, "" would be stored as a value
    return wanted.empty() ? Value{} : Value{wanted.front()};
  return Value{Value::List(wanted.begin(), wanted.end())};
}

bool meets(const Values& values, const FieldChange& change) {
  if (change.set)
    return change.set->empty()
               ? values.empty()
               : values.size() == 1 &&
                     base::same_ignoring_case(plain(values.front()), plain(*change.set));
  const auto in = [&](const std::string& value) { return holds(values, value); };
  return std::all_of(change.add.begin(), change.add.end(), in) &&
         std::none_of(change.remove.begin(), change.remove.end(), in);
}

base::Error kept_another(const Ticket& ticket, const std::string& field, const std::string& said) {
  return {base::Fault::refused,
          "RT keeps another value in '" + field + "' of ticket " + base::to_string(ticket.id) +
              (said.empty() ? "" : "; it says: " + said),
          "check the right ModifyCustomField and the values that the field allows"};
}

} // namespace

bool holds(const Values& values, const std::string& wanted) {
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return base::same_ignoring_case(plain(value), plain(wanted));
  });
}

base::Result<Value::Object> changed_fields(const Ticket& ticket,
                                           const std::vector<FieldChange>& changes) {
  Value::Object result;
  auto fields = ticket.fields;
  for (const auto& change : changes) {
    if (change.set && !(change.add.empty() && change.remove.empty()))
      return base::fail(base::Fault::invalid,
                        "a change of '" + change.field + "' that both sets and adds");
    const auto field = fields.find(change.field);
    if (field == fields.end())
      return base::fail(base::Fault::refused,
                        "ticket " + base::to_string(ticket.id) + " in queue " + ticket.queue +
                            " has no custom field '" + change.field + "'",
                        "apply rt-config to RT, or give us SeeCustomField on it");
    const auto wanted = wanted_values(field->second, change);
    if (same(change, field->second, wanted))
      continue;
    result[change.field] = for_rt(change, wanted);
    field->second = wanted;
  }
  return result;
}

std::string unmet(const Ticket& ticket, const std::vector<FieldChange>& changes) {
  for (const auto& change : changes) {
    const auto field = ticket.fields.find(change.field);
    if (field == ticket.fields.end() || !meets(field->second, change))
      return change.field;
  }
  return {};
}

base::Result<void> Client::change_fields(base::TicketId id,
                                         const std::vector<FieldChange>& changes) {
  const auto owed = [&](const Seen& seen, bool written) -> base::Result<Value::Object> {
    auto fields = changed_fields(seen.ticket, changes);
    if (!fields || fields->empty() || (written && unmet(seen.ticket, changes).empty()))
      return fields.map([](auto&&) { return Value::Object{}; });
    return Value::Object{{"CustomFields", std::move(*fields)}};
  };
  const auto refused = [&](const Seen& seen, const std::string& said) {
    return kept_another(seen.ticket, unmet(seen.ticket, changes), said);
  };
  return bring_about(session_->wire, id,
                     {"the fields of ticket " + base::to_string(id), owed, refused});
}

} // namespace rt
