// SPDX-License-Identifier: Apache-2.0
// A ticket's status and its owner: words of which RT keeps one, and takes only those that its own
// rules allow. Where after our write stands neither what stood before nor what we wrote, somebody
// else was at it after us, and ours had been taken.
#include "base/text.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

namespace rt {
namespace {

using base::same_ignoring_case;

std::string says(const std::string& said) {
  return said.empty() ? "" : "; it says: " + said;
}

} // namespace

base::Result<bool> Client::set_status(base::TicketId id, const std::string& status,
                                      const std::vector<std::string>& only_from) {
  bool in_order = true;
  std::string before;
  const auto owed = [&](const Seen& seen, bool written) -> base::Result<Value::Object> {
    const auto& now = seen.ticket.status;
    if (same_ignoring_case(now, status) || (written && now != before))
      return Value::Object{};
    in_order = only_from.empty() || base::is_one_of(now, only_from);
    before = now;
    return in_order ? Value::Object{{"Status", status}} : Value::Object{};
  };
  const auto refused = [&](const Seen& seen, const std::string& said) {
    return base::Error{base::Fault::refused,
                       "RT keeps ticket " + base::to_string(id) + " in status '" +
                           seen.ticket.status + "' instead of '" + status + "'" + says(said),
                       "the lifecycle of queue " + seen.ticket.queue + " must lead from '" +
                           seen.ticket.status + "' to '" + status +
                           "', and allow it to one with ModifyTicket; see rt-config"};
  };
  return bring_about(session_->wire, id,
                     {"the status of ticket " + base::to_string(id), owed, refused})
      .map([&] { return in_order; });
}

base::Result<void> Client::set_owner(base::TicketId id, const std::string& name) {
  std::string before;
  const auto owed = [&](const Seen& seen, bool written) {
    const auto& now = seen.ticket.owner;
    if (same_ignoring_case(now, name) || (written && now != before))
      return base::Result<Value::Object>{};
    before = now;
    return base::Result<Value::Object>{Value::Object{{"Owner", name}}};
  };
  const auto refused = [&](const Seen& seen, const std::string& said) {
    return base::Error{base::Fault::refused,
                       "RT keeps " + seen.ticket.owner + " as owner of ticket " +
                           base::to_string(id) + " instead of " + name + says(said),
                       "an owner is one user with OwnTicket on queue " + seen.ticket.queue +
                           ", and " + session_->wire.user() +
                           " needs ReassignTicket there where it takes from another"};
  };
  return bring_about(session_->wire, id,
                     {"the owner of ticket " + base::to_string(id), owed, refused});
}

} // namespace rt
