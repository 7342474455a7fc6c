// SPDX-License-Identifier: Apache-2.0
#include "base/instant.hpp"
#include "rt/codes.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"

namespace rt {
namespace {

Transaction read_transaction(const Value& row) {
  const auto created = base::read_iso(row["Created"].text);
  return {{row["id"].number()},      {row["ObjectId"].number()},
          row["Type"].text,          row["Field"].text,
          row["OldValue"].text,      row["NewValue"].text,
          row["Creator"]["id"].text, created.value_or(base::Instant{})};
}

base::Result<Transaction> checked(Transaction read, const Wire& wire) {
  if (read.ticket.value > 0 && !read.type.empty())
    return read;
  return base::fail(base::Fault::temporary, "RT at " + wire.url() +
                                                " tells too little of transaction " +
                                                base::to_string(read.id));
}

base::Result<std::vector<Transaction>> read_all(const base::Result<std::vector<Value>>& rows,
                                                const Wire& wire) {
  if (!rows)
    return base::fail(rows.error());
  std::vector<Transaction> result;
  for (const auto& row : *rows) {
    auto read = checked(read_transaction(row), wire);
    if (!read)
      return base::fail(read.error());
    result.push_back(std::move(*read));
  }
  return result;
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
  return read_all(find_transactions(wire, in_queues(queues), after), wire);
}

base::Result<std::vector<Transaction>> Client::talk_after(base::TransactionId after,
                                                          base::TicketId id) {
  auto& wire = session_->wire;
  const auto where =
      "ObjectId=" + base::to_string(id) + " AND (Type='Correspond' OR Type='Comment')";
  return read_all(find_some_transactions(wire, where, after), wire);
}

base::Result<Transaction> Client::transaction(base::TransactionId id) {
  auto& wire = session_->wire;
  const auto row = find_transaction(wire, id);
  if (!row)
    return base::fail(row.error());
  if (!*row)
    return base::fail(base::Fault::not_found, "there is no transaction " + base::to_string(id) +
                                                  " in RT on a ticket that we may see");
  return checked(read_transaction(**row), wire);
}

base::Result<base::TransactionId>
Client::newest_transaction(const std::vector<std::string>& queues) {
  return rt::newest_transaction(session_->wire, in_queues(queues));
}

} // namespace rt
