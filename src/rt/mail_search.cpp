// SPDX-License-Identifier: Apache-2.0
// Neither headers nor the Message-ID have an index in RT, so a search by them is always tied to
// transactions: those of the ticket when it is known, else those newer than what the caller has
// seen.
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

bool is_plain(const std::string& message_id) {
  return std::all_of(message_id.begin(), message_id.end(),
                     [](char byte) { return byte > ' ' && byte <= '~'; });
}

// Ours is known by the mark, however its Message-ID was written or RT has read it.
base::Result<Found> find_ours(Wire& wire, const Relay& mail, std::vector<Condition> conditions,
                              Pages pages) {
  conditions.push_back({"Headers", mail.mark, "LIKE"});
  const auto rows = find_rows(wire, "attachments", "TransactionId,Headers", conditions, pages);
  if (!rows)
    return base::fail(rows.error());
  for (const auto& row : *rows)
    if (mark_in(row["Headers"].text, mail.mark_header, mail.mark) == Mark::ours)
      return Found{base::TransactionId{row["TransactionId"].number()}};
  return Found{};
}

// RT keeps what stands around an id in the header, blanks and comments: so the id is a part of it,
// and "1@x" is a part of "11@x", too.
base::Result<Found> find_unmarked(Wire& wire, const Relay& mail, std::vector<Condition> conditions,
                                  Pages pages) {
  const auto wanted = stored_message_id(mail.message_id);
  if (!is_plain(wanted)) // RT may have decoded it in its own way
    return Found{};
  conditions.push_back({"MessageId", wanted, "LIKE"});
  const auto rows =
      find_rows(wire, "attachments", "TransactionId,MessageId,Headers", conditions, pages);
  if (!rows)
    return base::fail(rows.error());
  for (const auto& row : *rows)
    if (stored_message_id(row["MessageId"].text) == wanted &&
        mark_in(row["Headers"].text, mail.mark_header, mail.mark) == Mark::none)
      return Found{base::TransactionId{row["TransactionId"].number()}};
  return Found{};
}

base::Result<Found> find_among(Wire& wire, const Relay& mail, std::vector<Condition> conditions,
                               Pages pages) {
  conditions.push_back({"Parent", "0"});
  auto ours = find_ours(wire, mail, conditions, pages);
  if (!ours || *ours)
    return ours;
  return find_unmarked(wire, mail, std::move(conditions), pages);
}

base::Result<Found> find_on_ticket(Wire& wire, const Relay& mail, const std::string& place) {
  const auto rows = find_transactions(wire, place, mail.newer_than);
  if (!rows)
    return base::fail(rows.error());
  for (std::size_t begin = 0; begin < rows->size(); begin += at_once) {
    std::vector<Condition> conditions;
    for (std::size_t at = begin; at < std::min(begin + at_once, rows->size()); ++at)
      conditions.push_back({"TransactionId", (*rows)[at]["id"].text});
    auto found = find_among(wire, mail, std::move(conditions), Pages::first);
    if (!found || *found)
      return found;
  }
  return Found{};
}

} // namespace

// The ticket's own number and, when it was merged, the one it answers under. A ticket that we may
// not see can still be written to by the sender of the mail.
base::Result<std::string> place_of(Wire& wire, const Relay& mail) {
  if (!mail.ticket)
    return std::string();
  const auto seen = see_ticket(wire, *mail.ticket);
  if (!seen && seen.error().fault != base::Fault::not_found)
    return base::fail(seen.error());
  const auto answers = seen ? seen->ticket.id : *mail.ticket;
  return "(ObjectId=" + base::to_string(*mail.ticket) + " OR ObjectId=" + base::to_string(answers) +
         ") AND (Type='Correspond' OR Type='Comment' OR Type='Create')";
}

base::Result<Found> find_mail(Wire& wire, const Relay& mail, const std::string& place) {
  if (mail.ticket)
    return find_on_ticket(wire, mail, place);
  return find_among(wire, mail, {{"TransactionId", base::to_string(mail.newer_than), ">"}},
                    Pages::all);
}

base::Result<Found> find_mail(Wire& wire, const Relay& mail) {
  const auto place = place_of(wire, mail);
  return place ? find_mail(wire, mail, *place) : base::fail(place.error());
}

std::string stored_message_id(std::string_view message_id) {
  auto id = base::trim(message_id);
  if (const auto end = id.find('>'); !id.empty() && id.front() == '<' && end != std::string::npos)
    id = id.substr(1, end - 1);
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
