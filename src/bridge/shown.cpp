// SPDX-License-Identifier: Apache-2.0
#include "bridge/shown.hpp"

#include "base/text.hpp"
#include "bridge/forms.hpp"
#include "bridge/outgoing.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;

std::string number(base::TicketId ticket) {
  return "#" + base::to_string(ticket);
}

std::string change_lines(const rollout::FieldChange& change, const rollout::Policy& policy) {
  if (change.field == policy.journal_field)
    return change.field + " is written anew\n"; // it is nobody's to read
  std::string out;
  if (change.set)
    out += change.field + (change.set->empty() ? " is emptied\n" : " = " + *change.set + "\n");
  for (const auto& value : change.add)
    out += change.field + " + " + value + "\n";
  for (const auto& value : change.remove)
    out += change.field + " - " + value + "\n";
  return out;
}

struct Show {
  World& world;

  Result<Shown> operator()(const rollout::Relay& relay) const {
    return Shown{"the original goes to RT, " +
                     (relay.ticket ? "onto " + number(*relay.ticket) : "as a new ticket") +
                     ", queue " + relay.queue + ", " + relay.action,
                 {},
                 "",
                 "Message-ID: <" + relay.message_id + ">\n"};
  }
  Result<Shown> operator()(const rollout::SetFields& fields) const {
    Shown out{"fields of " + number(fields.ticket), {}, "", ""};
    for (const auto& change : fields.changes)
      out.text += change_lines(change, world.settings.policy);
    return out;
  }
  Result<Shown> operator()(const rollout::Comment& comment) const {
    return Shown{
        "note for the managers on " + number(comment.ticket), {}, comment.subject, comment.text};
  }
  Result<Shown> operator()(const rollout::AttachSummary& attach) const {
    auto shown = (*this)(attach.note);
    if (shown)
      shown->what += ", with the file " + attach.summary.file;
    return shown;
  }
  Result<Shown> operator()(const rollout::QuoteLetter& quote) const {
    return (*this)(with_letter(world.settings.forms, quote));
  }
  Result<Shown> operator()(const rollout::AddLink& link) const {
    return Shown{
        "link of " + number(link.ticket), {}, "", link.relation + " " + link.target + "\n"};
  }
  Result<Shown> operator()(const rollout::SendMail& letter) const {
    auto draft = fill(world.settings.forms, letter);
    if (!draft)
      return fail(draft.error());
    return Shown{"letter", {letter.to}, draft->subject, draft->text};
  }
  Result<Shown> operator()(const rollout::MakeTicket& ticket) const {
    Shown out{"a ticket below " + number(ticket.parent) + " in the queue " + ticket.queue +
                  ", unless there is one whose " + ticket.key_field + " is " + ticket.key,
              {},
              ticket.subject,
              ""};
    for (const auto& [field, values] : ticket.fields)
      out.text += field + " = " + base::join(values, ", ") + "\n";
    if (!ticket.admin_cc.empty())
      out.text += "AdminCc = " + base::join(ticket.admin_cc, ", ") + "\n";
    out.text += "\n" + ticket.text;
    return out;
  }
  Result<Shown> operator()(const rollout::SetWatchers& change) const {
    Shown out{"AdminCc of " + number(change.ticket), {}, "", ""};
    for (const auto& group : change.add)
      out.text += "+ group " + group + "\n";
    for (const auto& group : change.remove)
      out.text += "- group " + group + "\n";
    return out;
  }
  Result<Shown> operator()(const rollout::SetStatus& change) const {
    return Shown{"status of " + number(change.ticket),
                 {},
                 "",
                 change.status + ", if it is " + base::join(change.only_from, " or ") + "\n"};
  }
  Result<Shown> operator()(const rollout::HandOver& change) const {
    return Shown{"owner of " + number(change.ticket),
                 {},
                 "",
                 "Nobody, and the group " + change.group +
                     (change.role.empty() ? "" : " as " + change.role) + "\n"};
  }
  Result<Shown> operator()(const rollout::WriteToGroup& write) const {
    auto shown = (*this)(write.letter);
    if (!shown)
      return shown;
    auto addresses = addresses_of(world.tickets, write);
    if (!addresses)
      return fail(addresses.error());
    shown->to = std::move(*addresses);
    shown->what = "letter to each member of the RT group " + write.group +
                  (shown->to.empty() ? ", in which nobody has an address" : "");
    return shown;
  }
};

} // namespace

Result<Shown> show(World& world, const rollout::Action& action) {
  return std::visit(Show{world}, action);
}

} // namespace bridge
