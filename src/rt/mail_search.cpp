// SPDX-License-Identifier: Apache-2.0
// The Message-ID has no index in RT, so a search by it is always tied to transactions: those of the
// ticket when it is known, else those newer than what the caller has seen.
#include "rt/mail_search.hpp"

#include "base/text.hpp"
#include "rt/search.hpp"
#include "rt/tickets.hpp"

#include <algorithm>

namespace rt {
namespace {

using Found = std::optional<base::TransactionId>;

constexpr std::size_t column_bytes = 160;
constexpr std::size_t at_once = 100; // transactions per question

// An id with bytes beyond ASCII may have been decoded in RT's own way; the mark never is.
Condition by_mail(const Relay& mail) {
  const bool ascii = std::all_of(mail.message_id.begin(), mail.message_id.end(),
                                 [](char byte) { return byte > ' ' && byte <= '~'; });
  return ascii ? Condition{"MessageId", stored_message_id(mail.message_id)}
               : Condition{"Headers", mail.mark, "LIKE"};
}

base::Result<Found> find_among(Wire& wire, const Relay& mail, std::vector<Condition> conditions) {
  conditions.push_back(by_mail(mail));
  conditions.push_back({"Parent", "0"});
  const auto rows = find_rows(wire, "attachments", "TransactionId,Headers", conditions);
  if (!rows)
    return base::fail(rows.error());
  Found ours;
  Found by_another_door;
  for (const auto& row : *rows) {
    const base::TransactionId id{row["TransactionId"].number()};
    const Mark mark = mark_in(row["Headers"].text, mail.mark_header, mail.mark);
    if (mark == Mark::ours && !ours)
      ours = id;
    if (mark == Mark::none && !by_another_door)
      by_another_door = id;
  }
  return ours ? ours : by_another_door;
}

// The ticket's own number and, when it was merged, the one it answers under. A ticket that we may
// not see can still be written to by the sender of the mail.
base::Result<std::string> transactions_of(Wire& wire, base::TicketId id) {
  const auto seen = see_ticket(wire, id);
  if (!seen && seen.error().fault != base::Fault::not_found)
    return base::fail(seen.error());
  const auto answers = seen ? seen->ticket.id : id;
  return "(ObjectId=" + base::to_string(id) + " OR ObjectId=" + base::to_string(answers) +
         ") AND (Type='Correspond' OR Type='Comment' OR Type='Create')";
}

base::Result<Found> find_on_ticket(Wire& wire, const Relay& mail) {
  const auto where = transactions_of(wire, *mail.ticket);
  if (!where)
    return base::fail(where.error());
  const auto rows = find_transactions(wire, *where, mail.newer_than);
  if (!rows)
    return base::fail(rows.error());
  for (std::size_t begin = 0; begin < rows->size(); begin += at_once) {
    std::vector<Condition> conditions;
    for (std::size_t at = begin; at < std::min(begin + at_once, rows->size()); ++at)
      conditions.push_back({"TransactionId", (*rows)[at]["id"].text});
    auto found = find_among(wire, mail, std::move(conditions));
    if (!found || *found)
      return found;
  }
  return Found{};
}

} // namespace

base::Result<Found> find_mail(Wire& wire, const Relay& mail) {
  if (mail.ticket)
    return find_on_ticket(wire, mail);
  return find_among(wire, mail, {{"TransactionId", base::to_string(mail.newer_than), ">"}});
}

std::string stored_message_id(std::string_view message_id) {
  auto id = base::trim(message_id);
  if (id.size() > 1 && id.front() == '<' && id.back() == '>')
    id = id.substr(1, id.size() - 2);
  if (id.size() <= column_bytes)
    return std::string(id);
  std::size_t end = column_bytes;
  while (end > 0 && (static_cast<unsigned char>(id[end]) & 0xC0U) == 0x80U)
    --end;
  return std::string(id.substr(0, end));
}

Mark mark_in(std::string_view headers, const std::string& mark_header, const std::string& mark) {
  Mark result = Mark::none;
  for (const std::string_view line : base::lines(headers)) {
    if (!base::starts_with_ignoring_case(line, mark_header + ':'))
      continue;
    if (base::trim(line.substr(mark_header.size() + 1)) == mark)
      return Mark::ours;
    result = Mark::of_another;
  }
  return result;
}

} // namespace rt
