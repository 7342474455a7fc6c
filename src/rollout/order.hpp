// SPDX-License-Identifier: Apache-2.0
// The lines that act besides a team's answer (contract 7): what a member tells of his team's work,
// and what a manager orders. They are strict, since nobody has an old habit of writing them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

enum class Deed {
  delayed,
  proceeding,
  release,
  refuse,
  send,
  cancel,
  extend,
  document,
  draft,
  override_
};
const char* to_word(Deed deed);

// May only a manager say this? The others are a member's, too.
bool is_for_managers(Deed deed);

struct Order {
  Deed deed = Deed::release;
  std::string about; // a team, an ID, a date YYYY-MM-DD, a number; of override the reason
  int line = 0;
  friend bool operator==(const Order&, const Order&) = default;
};

// `words` of one line as an order of managers: a verb and one word that is an ID, a date or a
// number, or looks like one with a slip in it. Whether it is a good one, is_well_formed tells: a
// manager's slip is answered, anybody else's is prose.
std::optional<Order> read_order(const std::vector<std::string>& words);
// The line `override: REASON` as it was written: a manager sets aside what speaks against a good
// outcome. With its colon it is no sentence that anybody begins so.
std::optional<Order> read_override(std::string_view line);
bool is_well_formed(const Order& order);

// What an order is about, so that two of them can contradict each other: "release" and "refuse" of
// one ID, two days, two teams' states.
std::string matter_of(const Order& order);

// The member's verb that stands first in `words`: the team behind it is the roster's matter.
std::optional<Deed> members_deed(std::string_view word);

// The ID under which something is held or prepared: short, and not to be guessed by who does not
// know `salt`: "r4f7-k2m9". The same for the same `cause`.
std::string id_for(std::string_view salt, std::string_view cause);

// An ID however its case, its hyphen and its look-alikes were written; nullopt: it is none.
std::optional<std::string> read_id(std::string_view written);

} // namespace rollout
