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

std::vector<rollout::Alarm> news_of(const rt::Hook& hook, const Settings& settings) {
  std::vector<rollout::Alarm> out;
  if (hook.queue != settings.policy.queue && hook.queue != settings.policy.begin.queue)
    return out;
  for (const auto& change : hook.transactions)
    if (change.creator != settings.user && !is_mere_record(change.type))
      out.push_back(news(hook.ticket, change.id));
  return out;
}

bool is_mere_record(std::string_view transaction_type) {
  return transaction_type == "EmailRecord" || transaction_type == "CommentEmailRecord";
}

} // namespace bridge
