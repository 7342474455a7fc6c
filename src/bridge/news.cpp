// SPDX-License-Identifier: Apache-2.0
#include "bridge/news.hpp"

#include "bridge/outgoing.hpp"
#include "rollout/notes.hpp"

namespace bridge {

std::string news_key(base::TransactionId transaction) {
  return "txn/" + base::to_string(transaction);
}

rollout::Alarm news(base::TicketId ticket, base::TransactionId transaction) {
  rollout::TicketChanged hint;
  hint.ticket = ticket;
  hint.transaction = transaction;
  return {news_key(transaction), rollout::rt_lane(ticket), base::from_unix(0), hint};
}

store::Item news_row(base::TicketId ticket, base::TransactionId transaction) {
  return to_item(news(ticket, transaction));
}

bool is_mere_record(std::string_view transaction_type) {
  return transaction_type == "EmailRecord" || transaction_type == "CommentEmailRecord";
}

} // namespace bridge
