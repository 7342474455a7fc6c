// SPDX-License-Identifier: Apache-2.0
// A lost store made anew: the lines of the ledger that RT keeps in the journals of the rollouts.
//
// Where does the sweep go on? At the newest transaction that a journal names as the cause of a
// line: so far the bridge had come for certain, however far RT has gone since. What is newer, and
// the overlap before it, is thought about again; but no transaction that is the cause of a line
// is, so no reply is recorded or answered twice. Others left no line: talk, notes that RT has
// already, changes whose ticket is looked at for what it shows. Complaints about replies on tickets
// that are no rollouts stand in no journal; such a letter may go out once more.
#pragma once

#include "base/result.hpp"
#include "bridge/world.hpp"

#include <functional>
#include <string>
#include <vector>

namespace bridge {

struct Rebuilt { // one ticket
  base::TicketId ticket;
  std::size_t known = 0; // lines that the ledger had
  std::size_t added = 0;
  std::vector<std::string> faults; // what could not be read, a sentence each, with the remedy
};

// By the holder of the lock. Every ticket of the queue of rollouts, whatever its status, in a
// transaction of its own, and `told` of; a second time changes nothing. An Error leaves what was
// done; the next time completes it.
base::Result<void> rebuild(World& world, const std::function<void(const Rebuilt&)>& told,
                           base::Instant now);

} // namespace bridge
