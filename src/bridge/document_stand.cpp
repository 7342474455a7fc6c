// SPDX-License-Identifier: Apache-2.0
#include "bridge/document_stand.hpp"

#include "store/ledger.hpp"

namespace bridge {
namespace {

using base::fail;
using base::Result;
using store::Remembered;

constexpr base::Seconds most_asked = std::chrono::hours{14 * 24}; // while nothing changes

// What was heard of the document since it was asked for.
Result<std::optional<rollout::DocumentSeen>> heard(store::Database& database,
                                                   const Remembered& asked) {
  const auto lines = store::remembered(database, "document_seen", asked.entry.about);
  if (!lines)
    return fail(lines.error());
  std::optional<rollout::DocumentSeen> out;
  for (const auto& [at, entry, order] : *lines) // the newest counts
    if (entry.ticket == asked.entry.ticket && at >= asked.at)
      out = rollout::read_document_seen(at, entry.about, entry.words);
  return out;
}

Result<bool> is_wrong_since(store::Database& database, std::int64_t ticket, base::Instant since) {
  const auto lines = store::remembered_on(database, ticket, "document_wrong");
  if (!lines)
    return fail(lines.error());
  return !lines->empty() && lines->back().at > since && !lines->back().entry.words.empty();
}

} // namespace

Result<std::vector<DocumentQuestion>> document_questions(store::Database& database,
                                                         base::Instant now) {
  const auto lines = store::remembered_of(database, {"document_asked"});
  if (!lines)
    return fail(lines.error());
  std::map<std::int64_t, Remembered> newest; // by ticket
  for (const auto& line : *lines)
    newest[line.entry.ticket] = line;
  std::vector<DocumentQuestion> out;
  for (const auto& [ticket, asked] : newest) {
    const auto id = rollout::read_document_id(asked.entry.about);
    if (!id)
      continue;
    auto before = heard(database, asked);
    const auto wrong = is_wrong_since(database, ticket, now - most_asked);
    if (!before || !wrong)
      return fail(!before ? before.error() : wrong.error());
    if (!*before || *wrong)
      out.push_back({{ticket}, *id, std::move(*before)});
  }
  return out;
}

} // namespace bridge
