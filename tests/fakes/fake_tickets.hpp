// SPDX-License-Identifier: Apache-2.0
// A small working RT in memory, for tests of the room bridge. Every verb can be made to fail.
#pragma once

#include "base/text.hpp"
#include "bridge/ports.hpp"

#include <algorithm>
#include <map>
#include <set>

struct FakeTickets : bridge::Tickets {
  std::map<std::int64_t, rollout::Ticket> tickets;
  std::map<std::string, std::set<std::string>> members; // team -> addresses
  std::map<std::string, std::set<std::string>> groups;  // any other group -> addresses
  std::set<std::string> without_address;                // users of whom RT knows none
  std::set<std::string> privileged;                     // addresses
  std::set<std::string> refused_fields;                 // that we have no right to
  std::set<std::string> unknown;                        // addresses that RT has never seen
  std::set<std::string> managers;                       // addresses
  std::map<std::int64_t, bridge::Said> sayings;         // by transaction
  std::vector<std::string> made_with;  // fields that the queue of rollouts has besides
  std::string first_words;             // of the newest ticket that was made
  int files_fetched = 0;               // how often
  std::vector<rollout::Relay> relayed; // as RT stores them: once each
  std::vector<rollout::Comment> comments;
  std::map<std::string, std::pair<std::string, std::string>> notes_with; // files, by subject
  std::vector<rollout::AddLink> links;
  std::vector<rollout::HandOver> handed_over;
  std::vector<rollout::TicketChanged> changes;
  std::vector<std::string> raws;
  int calls = 0;

  // The next `count` calls fail like this; `after` more calls that succeed first.
  void fail_next(base::Fault fault, int count = 1, int after = 0) {
    fault_ = fault;
    failures_ = count;
    skip_ = after;
  }

  base::Result<rollout::Ticket> ticket(base::TicketId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    const auto found = tickets.find(id.value);
    if (found == tickets.end())
      return base::fail(base::Fault::not_found, "no such ticket");
    return found->second;
  }
  base::Result<void> set_fields(const rollout::SetFields& change) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& one : change.changes)
      if (refused_fields.contains(one.field))
        return base::fail(base::Fault::refused, "RT keeps another value");
    auto& fields = tickets.at(change.ticket.value).fields;
    for (const auto& one : change.changes) {
      auto& values = fields[one.field];
      if (one.set)
        values = one.set->empty() ? std::vector<std::string>{} : std::vector{*one.set};
      for (const auto& value : one.remove)
        std::erase(values, value);
      for (const auto& value : one.add)
        if (std::find(values.begin(), values.end(), value) == values.end())
          values.push_back(value);
    }
    return {};
  }
  base::Result<void> comment(const rollout::Comment& comment) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& one : comments)
      if (one.subject == comment.subject && one.ticket == comment.ticket)
        return {};
    comments.push_back(comment);
    return {};
  }
  base::Result<void> comment_with_file(const rollout::Comment& note, const std::string& name,
                                       const std::string& content) override {
    auto written = comment(note);
    if (written)
      notes_with[note.subject] = {name, content};
    return written;
  }
  base::Result<void> add_link(const rollout::AddLink& link) override {
    if (auto failed = trip())
      return base::fail(*failed);
    links.push_back(link);
    return {};
  }
  base::Result<void> relay(const rollout::Relay& relay, const std::string& raw) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& one : relayed)
      if (one.cause == relay.cause)
        return {};
    relayed.push_back(relay);
    raws.push_back(raw);
    return {};
  }
  base::Result<Made> make(const rollout::MakeTicket& ticket) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& [id, one] : tickets)
      if (one.queue == ticket.queue && value_of(one, ticket.key_field) == ticket.key)
        return Made{{id}, {}};
    const std::int64_t id = tickets.empty() ? 1 : tickets.rbegin()->first + 1;
    auto& made = tickets[id];
    made = {{id}, ticket.queue, ticket.subject, "new", ticket.fields};
    made.fields[ticket.key_field] = {ticket.key};
    for (const auto& name : made_with)
      made.fields.emplace(name, std::vector<std::string>{});
    first_words = ticket.text;
    made.parents = {ticket.parent};
    if (const auto parent = tickets.find(ticket.parent.value); parent != tickets.end())
      parent->second.children.push_back({id});
    Made out{{id}, {}};
    for (const auto& name : refused_fields)
      if (made.fields.erase(name) > 0)
        out.dropped.push_back(name);
    return out;
  }
  base::Result<void> set_watchers(const rollout::SetWatchers& change) override {
    if (auto failed = trip())
      return base::fail(*failed);
    auto& watching = tickets.at(change.ticket.value).groups;
    for (const auto& name : change.remove)
      std::erase(watching, name);
    for (const auto& name : change.add)
      if (!group_exists(name))
        return base::fail(base::Fault::not_found, "RT has no group " + name);
      else if (!rollout::contains(watching, name))
        watching.push_back(name);
    return {};
  }
  base::Result<void> set_status(const rollout::SetStatus& change) override {
    if (auto failed = trip())
      return base::fail(*failed);
    auto& ticket = tickets.at(change.ticket.value);
    if (change.only_from.empty() || rollout::contains(change.only_from, ticket.status))
      ticket.status = change.status;
    return {};
  }
  base::Result<void> hand_over(const rollout::HandOver& change) override {
    if (auto failed = trip())
      return base::fail(*failed);
    handed_over.push_back(change);
    tickets.at(change.ticket.value).groups = {change.group};
    return {};
  }
  base::Result<std::vector<base::TicketId>> tickets_with(const std::string& queue,
                                                         const std::string& field,
                                                         const std::string& value) override {
    if (auto failed = trip())
      return base::fail(*failed);
    std::vector<base::TicketId> out;
    for (const auto& [id, one] : tickets)
      if (one.queue == queue && value_of(one, field) == value)
        out.push_back({id});
    return out;
  }
  base::Result<std::vector<base::TicketId>> tickets_in(const std::string& queue) override {
    if (auto failed = trip())
      return base::fail(*failed);
    std::vector<base::TicketId> out;
    for (const auto& [id, one] : tickets)
      if (one.queue == queue)
        out.push_back({id});
    return out;
  }
  base::Result<std::vector<bridge::Person>> people_in(const std::string& group) override {
    if (auto failed = trip())
      return base::fail(*failed);
    std::set<std::string> addresses;
    if (groups.contains(group))
      addresses = groups.at(group);
    else if (group == "staged-rollout")
      addresses = managers;
    else if (group_exists(group))
      addresses = members.at(group.substr(3));
    std::vector<bridge::Person> out;
    for (const auto& address : addresses)
      out.push_back({{1}, address, without_address.contains(address) ? "" : address, true});
    return out;
  }

  base::Result<std::optional<bridge::Person>> person(const std::string& address) override {
    if (auto failed = trip())
      return base::fail(*failed);
    if (unknown.contains(address))
      return std::nullopt;
    // RT makes an unprivileged user of whoever writes to it.
    const auto [found, is_new] = users_.emplace(address, users_.size() + 1);
    return bridge::Person{
        {static_cast<std::int64_t>(found->second)}, address, address, privileged.contains(address)};
  }
  base::Result<std::optional<bridge::Person>> person_named(const std::string& name) override {
    return person(name); // people are called by their address here
  }
  base::Result<bool> is_manager(const bridge::Person& person) override {
    if (auto failed = trip())
      return base::fail(*failed);
    return std::any_of(managers.begin(), managers.end(),
                       [&](const auto& one) { return is_user(one, person.id); });
  }
  base::Result<std::vector<std::string>> teams() override {
    if (auto failed = trip())
      return base::fail(*failed);
    std::vector<std::string> out;
    for (const auto& [team, addresses] : members)
      out.push_back(team);
    return out;
  }
  base::Result<std::optional<std::string>> team(const std::string& name) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& [team, addresses] : members)
      if (base::same_ignoring_case(team, name))
        return team;
    return std::nullopt;
  }
  base::Result<bool> in_team(const std::string& team, const bridge::Person& person) override {
    if (auto failed = trip())
      return base::fail(*failed);
    return std::any_of(members[team].begin(), members[team].end(),
                       [&](const auto& one) { return is_user(one, person.id); });
  }
  base::Result<bool> in_any_team(const bridge::Person& person, base::Instant) override {
    if (auto failed = trip())
      return base::fail(*failed);
    return std::any_of(members.begin(), members.end(),
                       [&](const auto& team) { return team.second.contains(person.name); });
  }
  base::Result<rollout::TicketChanged> change(base::TransactionId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& one : changes)
      if (one.transaction == id)
        return one;
    return base::fail(base::Fault::not_found, "no such transaction");
  }
  base::Result<std::optional<bridge::Said>> said(base::TransactionId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    if (!sayings.contains(id.value))
      return std::nullopt;
    auto said = sayings[id.value];
    for (auto& file : said.files)
      file.content.reset();
    return said;
  }
  base::Result<std::vector<bridge::SaidFile>> files(base::TransactionId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    if (!sayings.contains(id.value))
      return base::fail(base::Fault::not_found, "nothing was said in it");
    ++files_fetched;
    return sayings[id.value].files;
  }
  base::Result<std::vector<rollout::TicketChanged>> talk_after(base::TransactionId after,
                                                               base::TicketId ticket) override {
    auto all = changes_after(after);
    if (all)
      std::erase_if(*all, [&](const auto& one) {
        return one.ticket != ticket || (one.type != "Correspond" && one.type != "Comment");
      });
    return all;
  }
  struct Kept {
    bridge::TicketFile file;
    std::string content;
    std::int64_t on = 4711; // the ticket that it stands on
  };
  std::vector<Kept> kept_files;
  base::Result<std::vector<bridge::TicketFile>> files_on(base::TicketId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    std::vector<bridge::TicketFile> out;
    for (const auto& one : kept_files)
      if (one.on == id.value)
        out.push_back(one.file);
    return out;
  }
  base::Result<std::string> file(base::AttachmentId id) override {
    if (auto failed = trip())
      return base::fail(*failed);
    for (const auto& one : kept_files)
      if (one.file.id == id) {
        ++files_fetched;
        return one.content;
      }
    return base::fail(base::Fault::temporary, "RT answers 500");
  }
  int sweeps = 0; // readings of changes after one
  base::Result<base::TransactionId> newest_change() override {
    if (auto failed = trip())
      return base::fail(*failed);
    return changes.empty() ? base::TransactionId{} : changes.back().transaction;
  }
  base::Result<std::vector<rollout::TicketChanged>>
  changes_after(base::TransactionId after) override {
    ++sweeps;
    if (auto failed = trip())
      return base::fail(*failed);
    std::vector<rollout::TicketChanged> out;
    for (const auto& one : changes)
      if (one.transaction > after)
        out.push_back(one);
    return out;
  }

private:
  static std::string value_of(const rollout::Ticket& ticket, const std::string& name) {
    const auto& values = rollout::field(ticket, name);
    return values.empty() ? "" : values.front();
  }
  bool group_exists(const std::string& name) const {
    return groups.contains(name) || (name.starts_with("ea-") && members.contains(name.substr(3)));
  }
  bool is_user(const std::string& name, base::UserId user) const {
    const auto found = users_.find(name);
    return found != users_.end() && found->second == static_cast<std::size_t>(user.value);
  }
  std::optional<base::Error> trip() {
    ++calls;
    if (skip_-- > 0 || failures_ <= 0)
      return std::nullopt;
    --failures_;
    return base::Error{fault_, "RT fails as it was told to", ""};
  }

  base::Fault fault_ = base::Fault::temporary;
  int failures_ = 0;
  int skip_ = 0;
  std::map<std::string, std::size_t> users_;
};

struct FakePost : bridge::Post {
  struct Sent {
    std::string to;
    std::string bytes;
    std::string envelope;
  };
  std::vector<Sent> sent;
  std::optional<base::Fault> fault; // while set, nothing is taken
  std::string only;                 // but for what goes elsewhere than there, where that is set

  base::Result<void> send(const std::string& to, const std::string& bytes,
                          const std::string& envelope) override {
    if (fault && (only.empty() || only == to))
      return base::fail(*fault, "the mail server fails as it was told to");
    sent.push_back({to, bytes, envelope});
    return {};
  }
};
