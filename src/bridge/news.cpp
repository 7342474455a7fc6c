// SPDX-License-Identifier: Apache-2.0
#include "bridge/news.hpp"

#include "bridge/codec.hpp"
#include "rollout/notes.hpp"

namespace bridge {

store::Item news(base::TicketId ticket, base::TransactionId transaction) {
  rollout::TicketChanged hint;
  hint.ticket = ticket;
  hint.transaction = transaction;
  const rollout::Event event{hint};
  return {"txn/" + base::to_string(transaction),
          rollout::rt_lane(ticket),
          kind_of(event),
          to_json(event),
          {},
          base::from_unix(0)};
}

} // namespace bridge
