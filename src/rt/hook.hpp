// SPDX-License-Identifier: Apache-2.0
// What RT's scrips send by web hook (contract 3): "these transactions of ticket N were made". A
// hint: RT is read before anything is done about it.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rt {

struct HookTransaction {
  base::TransactionId id;
  std::string type;
  std::string field;
  std::string old_value;
  std::string new_value;
  std::string creator;
};
struct Hook {
  base::TicketId ticket;
  std::string queue;
  std::vector<HookTransaction> transactions;
};

inline constexpr std::size_t most_hook_transactions = 1000;

// Fault::invalid names the place: "transactions[3].id is no positive whole number". Members that
// are not known are left alone.
base::Result<Hook> read_hook(std::string_view body);

} // namespace rt
