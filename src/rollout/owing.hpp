// SPDX-License-Identifier: Apache-2.0
// What a look at one ticket leads to, as it is being collected: effects in the ticket's lane, lines
// of the ledger with the look's cause, and when to look again.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"

#include <optional>
#include <string>

namespace rollout {

class Owing {
public:
  Owing(base::TicketId ticket, std::string cause, const Policy& policy)
      : ticket_(ticket), cause_(std::move(cause)), policy_(policy) {}

  const std::string& cause() const { return cause_; }
  // "4711/WHAT".
  std::string key(const std::string& what) const;
  std::string group_of(const std::string& team) const { return policy_.asks.team_prefix + team; }

  // Keys are whole.
  void owe(const std::string& key, Action action);
  void note(const std::string& key, const std::string& words, const std::string& text);
  void quote(const std::string& key, const std::string& words, const std::string& text,
             SendMail letter);
  // To the members of the team; the ledger remembers the letter.
  void write(const std::string& key, const std::string& team, SendMail letter);
  void add(Effect effect) { decision_.effects.push_back(std::move(effect)); }

  // What the ledger will have of it.
  const std::vector<Note>& notes() const { return decision_.notes; }
  void remember(const std::string& what, const std::string& about, const std::string& words);
  // The earliest of these times counts.
  void wake(base::Instant at) { next_ = next_ ? std::min(*next_, at) : at; }

  // All of it; nothing is left here.
  Decision take();

private:
  base::TicketId ticket_;
  std::string cause_;
  const Policy& policy_;
  Decision decision_;
  std::optional<base::Instant> next_;
};

} // namespace rollout
