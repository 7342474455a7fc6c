// SPDX-License-Identifier: Apache-2.0
#include "bridge/rt_tickets.hpp"

#include "base/text.hpp"
#include "bridge/files.hpp"
#include "mail/relayed.hpp"

#include <algorithm>
#include <iterator>

namespace bridge {

using base::fail;
using base::Result;

namespace {

Person to_somebody(const rt::User& user) {
  return {user.id, user.name, user.address, user.privileged};
}

std::optional<Person> to_person(const std::optional<rt::User>& user) {
  if (!user)
    return std::nullopt;
  return to_somebody(*user);
}

rollout::TicketChanged to_change(const rt::Transaction& one) {
  return {one.ticket,    one.id,        one.type,    one.field,
          one.old_value, one.new_value, one.creator, one.created};
}

std::vector<rollout::TicketChanged> to_changes(const std::vector<rt::Transaction>& all) {
  std::vector<rollout::TicketChanged> out;
  std::transform(all.begin(), all.end(), std::back_inserter(out), to_change);
  return out;
}

std::vector<SaidFile> to_files(std::vector<rt::SaidFile> files) {
  std::vector<SaidFile> out;
  for (auto& file : files)
    out.push_back({std::move(file.name), std::move(file.content), file.bytes});
  return out;
}

} // namespace

RtTickets::RtTickets(rt::Client& client, std::string team_prefix, std::string managers,
                     std::vector<std::string> queues)
    : client_(client), team_prefix_(std::move(team_prefix)), managers_(std::move(managers)),
      queues_(std::move(queues)) {}

Result<rollout::Ticket> RtTickets::ticket(base::TicketId id) {
  auto read = client_.ticket(id);
  if (!read)
    return fail(read.error());
  return rollout::Ticket{read->id,      read->queue,    read->subject,
                         read->status,  read->fields,   read->admin_groups,
                         read->parents, read->children, read->due};
}

Result<void> RtTickets::set_fields(const rollout::SetFields& change) {
  std::vector<rt::FieldChange> changes;
  for (const auto& one : change.changes)
    changes.push_back({one.field, one.add, one.remove, one.set});
  return client_.change_fields(change.ticket, changes);
}

Result<void> RtTickets::comment_with_file(const rollout::Comment& comment, const std::string& name,
                                          const std::string& content) {
  auto written =
      client_.comment(comment.ticket, comment.subject, comment.text,
                      rt::NoteFile{name, "application/vnd.oasis.opendocument.text", content});
  if (!written)
    return fail(written.error());
  return {};
}

Result<void> RtTickets::comment(const rollout::Comment& comment) {
  auto written = client_.comment(comment.ticket, comment.subject, comment.text);
  if (!written)
    return fail(written.error());
  return {};
}

Result<void> RtTickets::add_link(const rollout::AddLink& link) {
  return client_.add_link(link.ticket, link.relation, link.target);
}

Result<void> RtTickets::relay(const rollout::Relay& relay, const std::string& raw) {
  rt::Relay mail;
  mail.ticket = relay.ticket;
  mail.queue = relay.queue;
  mail.action = relay.action;
  mail.raw = raw;
  mail.message_id = relay.message_id;
  mail.mark_header = mail::relay_header;
  mail.mark = relay.cause;
  mail.newer_than = relay.newer_than;
  auto done = client_.relay(mail);
  if (!done)
    return fail(done.error());
  return {};
}

Result<RtTickets::Made> RtTickets::make(const rollout::MakeTicket& ticket) {
  rt::NewTicket wanted{ticket.queue, ticket.subject,  ticket.fields, ticket.key_field, ticket.key,
                       {},           ticket.admin_cc, ticket.text};
  if (ticket.parent.value > 0)
    wanted.parent = ticket.parent;
  auto made = client_.create(wanted);
  if (!made)
    return fail(made.error());
  return Made{made->id, std::move(made->dropped)};
}

Result<void> RtTickets::set_watchers(const rollout::SetWatchers& change) {
  return client_.change_admin_groups(change.ticket, change.add, change.remove);
}

Result<void> RtTickets::set_status(const rollout::SetStatus& change) {
  return client_.set_status(change.ticket, change.status, change.only_from).map([](bool) {});
}

// The group first: at no moment is the release nobody's.
Result<void> RtTickets::hand_over(const rollout::HandOver& change) {
  if (auto added = client_.change_admin_groups(change.ticket, {change.group}, {}); !added)
    return fail(added.error());
  if (!change.role.empty())
    if (auto added = client_.add_role_group(change.ticket, change.role, change.group); !added)
      return fail(added.error());
  return client_.set_owner(change.ticket, "Nobody");
}

Result<std::vector<base::TicketId>> RtTickets::tickets_with(const std::string& queue,
                                                            const std::string& field,
                                                            const std::string& value) {
  return client_.tickets_with(queue, field, value);
}

Result<std::vector<base::TicketId>> RtTickets::tickets_in(const std::string& queue) {
  return client_.tickets_in(queue);
}

Result<std::vector<Person>> RtTickets::people_in(const std::string& group) {
  std::vector<Person> people;
  const auto found = client_.group_by_name(group);
  if (!found)
    return fail(found.error());
  if (!*found)
    return people;
  const auto members = client_.members((*found)->id);
  if (!members)
    return fail(members.error());
  std::transform(members->begin(), members->end(), std::back_inserter(people), to_somebody);
  return people;
}

Result<std::optional<Person>> RtTickets::person(const std::string& address) {
  auto user = client_.user_by_address(address);
  if (!user)
    return fail(user.error());
  return to_person(*user);
}

Result<std::optional<Person>> RtTickets::person_named(const std::string& name) {
  auto user = client_.user_by_name(name);
  if (!user)
    return fail(user.error());
  return to_person(*user);
}

Result<bool> RtTickets::is_manager(const Person& person) {
  return in_group(managers_, person);
}

Result<std::vector<std::string>> RtTickets::teams() {
  auto groups = client_.groups_with_prefix(team_prefix_);
  if (!groups)
    return fail(groups.error());
  std::vector<std::string> out;
  for (const auto& group : *groups)
    if (base::starts_with_ignoring_case(group.name, team_prefix_))
      out.push_back(group.name.substr(team_prefix_.size()));
  return out;
}

Result<std::optional<std::string>> RtTickets::team(const std::string& name) {
  auto group = client_.group_by_name(team_prefix_ + name);
  if (!group)
    return fail(group.error());
  if (!*group)
    return std::nullopt;
  return (*group)->name.substr(team_prefix_.size());
}

Result<bool> RtTickets::in_group(const std::string& name, const Person& person) {
  auto members = client_.member_names_of(name);
  if (!members)
    return fail(members.error());
  return *members && (*members)->contains(person.name);
}

Result<bool> RtTickets::in_team(const std::string& team, const Person& person) {
  return in_group(team_prefix_ + team, person);
}

Result<bool> RtTickets::in_any_team(const Person& person, base::Instant now) {
  constexpr std::chrono::minutes fresh_for{10}; // reading hundreds of groups is dear
  if (now - everybody_at_ > fresh_for || now < everybody_at_) {
    auto groups = client_.groups_with_prefix(team_prefix_);
    if (!groups)
      return fail(groups.error());
    std::set<std::string> names;
    for (const auto& group : *groups) {
      auto members = client_.member_names(group.id);
      if (!members)
        return fail(members.error());
      names.merge(*members);
    }
    everybody_ = std::move(names);
    everybody_at_ = now;
  }
  return everybody_.contains(person.name);
}

Result<rollout::TicketChanged> RtTickets::change(base::TransactionId id) {
  return client_.transaction(id).map(to_change);
}

Result<std::optional<Said>> RtTickets::said(base::TransactionId id) {
  auto said = client_.said(id, std::string(mail::relay_header), [](const auto&) { return -1; });
  if (said)
    return Said{std::move(said->headers), std::move(said->plain), std::move(said->html),
                to_files(std::move(said->files))};
  if (said.error().fault == base::Fault::not_found)
    return std::nullopt;
  return fail(said.error());
}

Result<std::vector<SaidFile>> RtTickets::files(base::TransactionId id) {
  auto said = client_.said(
      id, std::string(mail::relay_header),
      [count = std::size_t{0}](const std::string& name) mutable -> std::int64_t {
        return rollout::may_be_report(name) && count++ < most_files
                   ? static_cast<std::int64_t>(most_inspected)
                   : -1;
      },
      static_cast<std::int64_t>(most_in_all));
  if (said)
    return to_files(std::move(said->files));
  return fail(said.error());
}

static_assert(Tickets::most_in_file == rt::Client::most_in_file);

Result<std::vector<TicketFile>> RtTickets::files_on(base::TicketId id) {
  auto files = client_.files_on(id);
  if (!files)
    return fail(files.error());
  std::vector<TicketFile> out;
  for (auto& one : *files)
    out.push_back({one.id, one.transaction, one.ticket, std::move(one.name), one.bytes,
                   std::move(one.creator), one.created});
  return out;
}

Result<std::string> RtTickets::file(base::AttachmentId id) {
  return client_.file(id);
}

Result<base::TransactionId> RtTickets::newest_change() {
  return client_.newest_transaction(queues_);
}

Result<std::vector<rollout::TicketChanged>> RtTickets::talk_after(base::TransactionId after,
                                                                  base::TicketId ticket) {
  return client_.talk_after(after, ticket).map(to_changes);
}

Result<std::vector<rollout::TicketChanged>> RtTickets::changes_after(base::TransactionId after) {
  return client_.transactions_after(after, queues_).map(to_changes);
}

} // namespace bridge
