// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/text.hpp"
#include "rt/codes.hpp"
#include "rt/search.hpp"
#include "rt/session.hpp"
#include "rt/tickets.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace rt {
namespace {

using Found = std::optional<base::TransactionId>;

// QUIRK: RT 5.0.3 folds a longer `Subject: …` line and keeps the line break in its column, so that
// the comment would not be found again, and written twice.
constexpr std::size_t most_subject_bytes = 78 - sizeof "Subject: " + 1;

base::Result<void> check_subject(const std::string& subject) {
  if (!subject.empty() && base::trim(subject) == subject && base::fits_one_line(subject) &&
      subject.size() <= most_subject_bytes)
    return {};
  return base::fail(base::Fault::invalid,
                    "no subject that a comment can be found by: '" + subject.substr(0, 80) + "'",
                    "one line of at most " + std::to_string(most_subject_bytes) + " bytes");
}

// RT looks by subject without case; the exact one is picked here.
base::Result<Found> exact(Wire& wire, const std::vector<Value>& transactions,
                          const std::string& subject) {
  std::vector<Condition> conditions;
  for (const auto& transaction : transactions)
    conditions.push_back({"TransactionId", transaction["id"].text});
  const auto rows = find_rows(wire, "attachments", "TransactionId,Subject", conditions);
  if (!rows)
    return base::fail(rows.error());
  Found first;
  for (const auto& row : *rows)
    if (row["Subject"].text == subject) {
      const base::TransactionId id{row["TransactionId"].number()};
      first = first ? std::min(*first, id) : id;
    }
  return first;
}

// `asked` and the ticket it was merged into: a comment keeps the number it was written under.
base::Result<Found> our_comment(Wire& wire, base::TicketId asked, base::TicketId answers,
                                const std::string& subject) {
  const auto where =
      "(ObjectId=" + base::to_string(asked) + " OR ObjectId=" + base::to_string(answers) +
      ") AND Type='Comment' AND Creator=" + quoted(wire.user()) + " AND Subject=" + quoted(subject);
  const auto transactions = find_transactions(wire, where, {});
  if (!transactions)
    return base::fail(transactions.error());
  if (transactions->empty())
    return Found{};
  return exact(wire, *transactions, subject);
}

Found written_as(const net::Response& answer) {
  const auto location = header_of(answer, "Location");
  const auto slash = location.rfind('/');
  base::TransactionId id;
  if (slash != std::string::npos)
    std::from_chars(location.data() + slash + 1, location.data() + location.size(), id.value);
  return id.value > 0 ? Found{id} : Found{};
}

// Status 400 is RT's word for a missing right here, and for a missing ticket, which was just read.
base::Error not_written(const Wire& wire, const net::Response& answer, base::TicketId id) {
  auto error = wire.fault_of(answer, "a comment on ticket " + base::to_string(id));
  if (answer.status == 400 || answer.status == 403)
    error.hint = "the user " + wire.user() + " needs CommentOnTicket on its queue, see rt-config";
  return error;
}

Value as_json(const NoteFile& file) {
  return Value::Object{{"FileName", file.name},
                       {"FileType", file.type},
                       {"FileContent", base::encode_base64(file.content)}};
}

} // namespace

base::Result<base::TransactionId> Client::comment(base::TicketId id, const std::string& subject,
                                                  const std::string& text,
                                                  const std::optional<NoteFile>& file) {
  if (auto fit = check_subject(subject); !fit)
    return base::fail(fit.error());
  Value::Object note{{"Subject", subject}, {"Content", text}, {"ContentType", "text/plain"}};
  if (file)
    note.emplace("Attachments", Value::List{as_json(*file)});
  auto& wire = session_->wire;
  const auto seen = see_ticket(wire, id);
  if (!seen)
    return base::fail(seen.error());
  const auto before = our_comment(wire, id, seen->ticket.id, subject);
  if (!before)
    return base::fail(before.error());
  if (*before)
    return **before;
  const auto answer = wire.post("/ticket/" + base::to_string(id) + "/comment", note);
  if (!answer)
    return base::fail(answer.error());
  if (answer->status != 201)
    return base::fail(not_written(wire, *answer, id));
  if (const auto written = written_as(*answer))
    return *written;
  const auto after = our_comment(wire, id, seen->ticket.id, subject);
  if (after && *after)
    return **after;
  return base::fail(base::Fault::temporary,
                    "RT took a comment on ticket " + base::to_string(id) + " and does not show it");
}

} // namespace rt
