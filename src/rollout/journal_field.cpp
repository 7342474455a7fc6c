// SPDX-License-Identifier: Apache-2.0
#include "rollout/journal_field.hpp"

#include "base/text.hpp"

namespace rollout {
namespace {

// Whoever floods a ticket must not make RT keep a longer and longer text of it: each change of the
// field stays in RT's history whole. A rollout of ten teams needs some 20 KiB.
constexpr std::size_t most_bytes = 128 * 1024;

// QUIRK: RT's page sends text areas with CRLF, and blanks at the ends do not survive everywhere.
std::string plain(std::string_view text) {
  std::string out(base::trim(text));
  std::erase(out, '\r');
  return out;
}

} // namespace

std::optional<FieldChange> journal_change(const Ticket& ticket,
                                          const std::vector<JournalLine>& known,
                                          const std::vector<Note>& fresh, base::Instant now,
                                          const Policy& policy) {
  if (!ticket.fields.contains(policy.journal_field))
    return std::nullopt;
  const auto shown = first_value(ticket, policy.journal_field);
  const auto journal = read_journal(shown);
  if (journal.later)
    return std::nullopt;
  auto lines = lacking(known, journal.lines);
  lines.insert(lines.end(), known.begin(), known.end());
  for (const auto& note : fresh)
    if (note.ticket == ticket.id.value && place_of(note.what) == Place::rollout)
      lines.push_back({now, note.what, note.about, note.cause, note.words});
  if (lines.empty() && journal.faults.empty())
    return std::nullopt;
  const bool whole = make_fit(lines, most_bytes);
  auto text = write_journal(lines, whole);
  if (plain(shown) == plain(text))
    return std::nullopt;
  return FieldChange{policy.journal_field, {}, {}, std::move(text)};
}

std::size_t forgotten_lines(const Ticket& ticket, const std::vector<JournalLine>& known,
                            const Policy& policy) {
  return lacking(known, read_journal(first_value(ticket, policy.journal_field)).lines).size();
}

} // namespace rollout
