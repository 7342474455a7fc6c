// SPDX-License-Identifier: Apache-2.0
// A rollout begins when a release goes from InVerification to StageRollOut (R1-R11): one child per
// parent in its life, whoever made it. What is owed comes from what both tickets show and what was
// done before, so that a lost hook, a second one and a restart lead to the same end.
#pragma once

#include "rollout/effect.hpp"
#include "rollout/policy.hpp"
#include "rollout/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

bool is_release(const Ticket& ticket, const Policy& policy);
// Is the release in StageRollOut now?
bool is_staged(const Ticket& ticket, const Policy& policy);

// What a change of a release's state means. States are compared without case and blanks.
// otherwise: it came to StageRollOut, but not from InVerification.
enum class Move { none, begins, otherwise, back };
Move move_of(std::string_view old_state, std::string_view new_state, const Policy& policy);
const char* to_word(Move move); // "begins", "otherwise", "back": kinds of lines of the ledger

// "sr-100": the value of `Rollout Key`.
std::string rollout_key(base::TicketId release);
// The release that it names; nullopt: none.
std::optional<base::TicketId> read_rollout_key(std::string_view key);

// A release, and what is known around it. Moves are told in their order, whenever we hear of them;
// of those that wait to be told the newest that fits the state of today is acted on.
struct Origin {
  struct Moved {
    Move move = Move::none;
    base::TransactionId transaction;
    std::string from; // the state before, as RT spells it in transactions
    bool told = false;
    bool counted = false; // and was acted on, not overtaken by a later one
  };
  Ticket release;
  std::vector<Moved> moves;         // all that were seen, oldest first
  std::optional<Ticket> child;      // found by its key, or by its link
  std::string made;                 // number of the one that we made before; empty: we made none
  std::vector<Ticket> others;       // other rollouts of the same component that are not closed
  std::vector<std::string> dropped; // fields of the child of which RT kept another value, or none
};

// Does anything remain to be done? If not, nothing need be read around the release.
bool is_open(const std::vector<Origin::Moved>& moves);

Decision begin(const Origin& origin, base::Instant now, const Policy& policy);

} // namespace rollout
