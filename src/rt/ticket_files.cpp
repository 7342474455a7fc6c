// SPDX-License-Identifier: Apache-2.0
#include "rt/attachments.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace rt {
namespace {

constexpr std::size_t asked_at_once = 100; // transactions: RT makes one SQL statement of them

// The ticket, and those merged into it: what was said there keeps the number it was said under.
base::Result<std::string> place_of(Wire& wire, base::TicketId id) {
  const auto rows = find_tickets(wire, "EffectiveId=" + base::to_string(id));
  if (!rows)
    return base::fail(rows.error());
  std::string where = "ObjectId=" + base::to_string(id);
  for (const auto& row : *rows)
    if (row["id"].number() != id.value && row["EffectiveId"].number() == id.value)
      where += " OR ObjectId=" + std::to_string(row["id"].number());
  return "(" + where + ")";
}

using Talk = std::map<std::int64_t, Value>; // transactions by their ids

// QUIRK: RT 5.0.3 has /ticket/N/attachments, too. Of a ticket that we may not see any more it
// gives, with a condition, all attachments there are.
base::Result<Talk> talk_on(Wire& wire, base::TicketId id) {
  const auto place = place_of(wire, id);
  if (!place)
    return base::fail(place.error());
  auto rows = find_transactions(
      wire, *place + " AND (Type='Create' OR Type='Correspond' OR Type='Comment')", {});
  if (!rows)
    return base::fail(rows.error());
  Talk talk;
  for (auto& row : *rows)
    talk.emplace(row["id"].number(), std::move(row));
  return talk;
}

std::optional<std::int64_t> told_length(const Value& row) {
  const auto length = length_in(row["Headers"].text);
  return length == unknown_length ? std::nullopt : length;
}

TicketFile file_of(const Value& row, const Value& said) {
  const auto created = base::read_iso(said["Created"].text);
  return {{row["id"].number()},        {said["id"].number()},
          {said["ObjectId"].number()}, row["Filename"].text,
          row["ContentType"].text,     told_length(row),
          said["Creator"]["id"].text,  created.value_or(base::Instant{})};
}

// A condition that RT does not understand is ignored by it, so the answer is looked at again.
base::Result<void> add_files(Wire& wire, const std::vector<Condition>& asked, const Talk& talk,
                             std::vector<TicketFile>& out) {
  const auto rows =
      find_rows(wire, "attachments", "TransactionId,Filename,ContentType,Headers", asked);
  if (!rows)
    return base::fail(rows.error());
  for (const auto& row : *rows)
    if (const auto said = talk.find(row["TransactionId"].number());
        said != talk.end() && !row["Filename"].text.empty())
      out.push_back(file_of(row, said->second));
  return {};
}

} // namespace

base::Result<std::vector<TicketFile>> Client::files_on(base::TicketId id) {
  auto& wire = session_->wire;
  const auto seen = see_ticket(wire, id);
  if (!seen)
    return base::fail(seen.error());
  const auto talk = talk_on(wire, seen->ticket.id);
  if (!talk)
    return base::fail(talk.error());
  std::vector<TicketFile> out;
  for (auto next = talk->begin(); next != talk->end();) {
    std::vector<Condition> asked = {{"Filename", "", "!="}};
    for (; next != talk->end() && asked.size() <= asked_at_once; ++next)
      asked.push_back({"TransactionId", std::to_string(next->first)});
    if (auto added = add_files(wire, asked, *talk, out); !added)
      return base::fail(added.error());
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return out;
}

base::Result<std::string> Client::file(base::AttachmentId id) {
  auto content = content_of(session_->wire, id);
  if (content && content->size() > static_cast<std::size_t>(most_in_file))
    return base::fail(base::Fault::refused,
                      "attachment " + base::to_string(id) + " has " +
                          std::to_string(content->size()) + " bytes",
                      "files of up to " + std::to_string(most_in_file / 1'000'000) +
                          " MB are fetched; take it from RT's page");
  return content;
}

} // namespace rt
