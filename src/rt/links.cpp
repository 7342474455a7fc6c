// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <algorithm>
#include <array>

namespace rt {
namespace {

struct Relation {
  const char* name; // for us and in a PUT, there with "Add" before it
  const char* ref;  // in `_hyperlinks`
};
constexpr std::array<Relation, 8> relations{{{"RefersTo", "refers-to"},
                                             {"ReferredToBy", "referred-to-by"},
                                             {"DependsOn", "depends-on"},
                                             {"DependedOnBy", "depended-on-by"},
                                             {"MemberOf", "parent"},
                                             {"Parent", "parent"},
                                             {"Member", "child"},
                                             {"Child", "child"}}};

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool linked(const Value& links, const std::string& ref, const std::string& target) {
  return std::any_of(links.items.begin(), links.items.end(), [&](const Value& link) {
    return link["ref"].text == ref &&
           (is_number(target) ? link["type"].text == "ticket" && link["id"].text == target
                              : link["_url"].text == target);
  });
}

// A ticket that was merged into another is linked under that one's number.
std::string where_it_went(Wire& wire, const std::string& target) {
  if (!is_number(target) || target.size() > 18)
    return target;
  const auto seen = see_ticket(wire, {std::stoll(target)});
  return seen ? base::to_string(seen->ticket.id) : target;
}

} // namespace

base::Result<void> Client::add_link(base::TicketId id, const std::string& relation,
                                    const std::string& target) {
  const auto found = std::find_if(relations.begin(), relations.end(),
                                  [&](const Relation& one) { return relation == one.name; });
  if (found == relations.end() || target.empty() || !base::fits_one_line(target))
    return base::fail(base::Fault::invalid,
                      "no link that RT knows: '" + relation + "' to '" + target + "'");
  auto& wire = session_->wire;
  const auto before = see_ticket(wire, id);
  if (!before)
    return base::fail(before.error());
  if (linked(before->whole["_hyperlinks"], found->ref, target))
    return {};
  // "Child" is the one that RT knows to add; "Member" is not.
  const std::string name = std::string(found->ref) == "child" ? "Child" : found->name;
  const auto answer =
      wire.put("/ticket/" + base::to_string(id), Value::Object{{"Add" + name, target}});
  if (auto value = wire.json(answer, "a link of ticket " + base::to_string(id)); !value)
    return base::fail(value.error());
  const auto after = see_ticket(wire, id);
  if (!after)
    return base::fail(after.error());
  if (linked(after->whole["_hyperlinks"], found->ref, target) ||
      linked(after->whole["_hyperlinks"], found->ref, where_it_went(wire, target)))
    return {};
  return base::fail(base::Fault::refused,
                    "RT does not link ticket " + base::to_string(id) + " (" + relation + ") to " +
                        target + "; it says: " + words_of(*answer),
                    "a ticket must be there and not deleted, and RT asks for ModifyTicket on both");
}

} // namespace rt
