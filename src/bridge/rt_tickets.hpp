// SPDX-License-Identifier: Apache-2.0
// The port Tickets, spoken to a real RT: what the rollout calls teams, RT calls groups.
#pragma once

#include "bridge/ports.hpp"
#include "rt/client.hpp"

#include <set>
#include <string>
#include <vector>

namespace bridge {

class RtTickets : public Tickets {
public:
  // `team_prefix` stands before a team's name in the name of its group ("ea-", R43); the members of
  // `managers` are the rollout managers; changes are read of tickets in `queues`.
  RtTickets(rt::Client& client, std::string team_prefix, std::string managers,
            std::vector<std::string> queues);

  base::Result<rollout::Ticket> ticket(base::TicketId id) override;
  base::Result<void> set_fields(const rollout::SetFields& change) override;
  base::Result<void> comment(const rollout::Comment& comment) override;
  base::Result<void> comment_with_file(const rollout::Comment& comment, const std::string& name,
                                       const std::string& content) override;
  base::Result<void> add_link(const rollout::AddLink& link) override;
  base::Result<void> relay(const rollout::Relay& relay, const std::string& raw) override;
  base::Result<Made> make(const rollout::MakeTicket& ticket) override;
  base::Result<void> set_watchers(const rollout::SetWatchers& change) override;
  base::Result<void> set_status(const rollout::SetStatus& change) override;
  base::Result<void> hand_over(const rollout::HandOver& change) override;
  base::Result<std::vector<base::TicketId>> tickets_with(const std::string& queue,
                                                         const std::string& field,
                                                         const std::string& value) override;
  base::Result<std::vector<base::TicketId>> tickets_in(const std::string& queue) override;
  base::Result<std::vector<Person>> people_in(const std::string& group) override;
  base::Result<std::optional<Person>> person(const std::string& address) override;
  base::Result<std::optional<Person>> person_named(const std::string& name) override;
  base::Result<bool> is_manager(const Person& person) override;
  base::Result<std::vector<std::string>> teams() override;
  base::Result<std::optional<std::string>> team(const std::string& name) override;
  base::Result<bool> in_team(const std::string& team, const Person& person) override;
  base::Result<bool> in_any_team(const Person& person, base::Instant now) override;
  base::Result<rollout::TicketChanged> change(base::TransactionId id) override;
  base::Result<std::optional<Said>> said(base::TransactionId id) override;
  base::Result<std::vector<SaidFile>> files(base::TransactionId id) override;
  base::Result<std::vector<TicketFile>> files_on(base::TicketId id) override;
  base::Result<std::string> file(base::AttachmentId id) override;
  base::Result<std::vector<rollout::TicketChanged>> talk_after(base::TransactionId after,
                                                               base::TicketId ticket) override;
  base::Result<base::TransactionId> newest_change() override;
  base::Result<std::vector<rollout::TicketChanged>>
  changes_after(base::TransactionId after) override;

private:
  base::Result<bool> in_group(const std::string& name, const Person& person);

  rt::Client& client_;
  std::string team_prefix_;
  std::string managers_;
  std::vector<std::string> queues_;
  std::set<std::string> everybody_; // names of all members of all teams
  base::Instant everybody_at_{};
};

} // namespace bridge
