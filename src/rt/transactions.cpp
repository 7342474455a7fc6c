// SPDX-License-Identifier: Apache-2.0
#include "rt/codes.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"

namespace rt {
namespace {

Transaction read_transaction(const Value& row) {
  return {{row["id"].number()},     {row["ObjectId"].number()}, row["Type"].text,
          row["Field"].text,        row["OldValue"].text,       row["NewValue"].text,
          row["Creator"]["id"].text};
}

std::string in_queues(const std::vector<std::string>& queues) {
  std::string where;
  for (const auto& queue : queues)
    where += (where.empty() ? "" : " OR ") + std::string("TicketQueue=") + quoted(queue);
  return where;
}

} // namespace

base::Result<std::vector<Transaction>>
Client::transactions_after(base::TransactionId after, const std::vector<std::string>& queues) {
  if (queues.empty())
    return base::fail(base::Fault::invalid, "transactions of no queue");
  auto& wire = session_->wire;
  const auto rows = find_transactions(wire, in_queues(queues), after);
  if (!rows)
    return base::fail(rows.error());
  std::vector<Transaction> result;
  for (const auto& row : *rows) {
    result.push_back(read_transaction(row));
    if (result.back().ticket.value <= 0 || result.back().type.empty())
      return base::fail(base::Fault::temporary, "RT at " + wire.url() +
                                                    " tells too little of transaction " +
                                                    base::to_string(result.back().id));
  }
  return result;
}

base::Result<base::TransactionId>
Client::newest_transaction(const std::vector<std::string>& queues) {
  return rt::newest_transaction(session_->wire, in_queues(queues));
}

} // namespace rt
