// SPDX-License-Identifier: Apache-2.0
// What became of the files on a ticket when they were put into a folder, as lines of its index: one
// for each file that is there, however often and under whatever names it came.
#pragma once

#include "bridge/ports.hpp"
#include "bridge/report_index.hpp"
#include "rollout/gathered.hpp"

#include <string>
#include <vector>

namespace bridge {

// A file on the ticket.
struct Item {
  TicketFile file;
  std::string name; // safe
  rollout::Came came;
  std::string place = {}; // its name in the folder; empty: it is not there
  bool is_new = false;
  std::string failed = {}; // why it cannot be had
};

struct Collected {
  enum class State { fresh, there, not_had } state = State::there;
  IndexLine line;
};
const char* to_word(Collected::State state); // "new", "there", "not fetched"

// In the order of `items`; `gathered` has one for each of them.
std::vector<Collected> in_lines(const std::vector<Item>& items,
                                const std::vector<rollout::Gathered>& gathered);

void add_remark(const std::string& words, IndexLine& line);

} // namespace bridge
