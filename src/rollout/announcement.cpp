// SPDX-License-Identifier: Apache-2.0
#include "rollout/announcement.hpp"

#include "base/text.hpp"
#include "rollout/ending.hpp"
#include "rollout/notes.hpp"
#include "rollout/release.hpp"

#include <algorithm>

namespace rollout {
namespace {

const Told* told_in(const Posting& posting, const Memory& memory) {
  const auto& told = memory.closing.told;
  const auto at = static_cast<std::size_t>(posting.round) - 1;
  return posting.kind == outcome_kind && at < told.size() ? &told[at] : nullptr;
}

// One that people have cancelled or taken out of the queue was to be: it is not prepared again.
bool counts(const Posting& posting) {
  return posting.kind == outcome_kind && !posting.needless;
}
bool is_stopped(const Posting& posting) {
  return posting.cancelled || posting.is_dropped();
}

// The newest before `round` that lists have, or will have.
const Posting* announced_before(int round, const Memory& memory) {
  const Posting* out = nullptr;
  for (const auto& one : memory.postings)
    if (counts(one) && !is_stopped(one) && one.round < round)
      out = &one;
  return out;
}

bool was_on(const std::string& list, const Posting& posting) {
  return std::any_of(posting.copies.begin(), posting.copies.end(),
                     [&](const auto& copy) { return base::same_ignoring_case(copy.list, list); });
}

} // namespace

std::optional<Occasion> announcement(const Ticket& ticket, const Memory& memory,
                                     const Policy& policy) {
  const auto& told = memory.closing.told;
  if (policy.lists.announcing == Announcing::off || told.empty() || told.back().outcome.empty() ||
      outcome_of(ticket, policy) != told.back().outcome)
    return std::nullopt;
  // The lists hear of an outcome, not of each document; what a manager has cancelled stays so.
  for (auto one = memory.postings.rbegin(); one != memory.postings.rend(); ++one) {
    const auto* before = counts(*one) ? told_in(*one, memory) : nullptr;
    if (before != nullptr && before->outcome == told.back().outcome)
      return std::nullopt;
    if (before != nullptr && !is_stopped(*one))
      break;
  }
  const auto round = static_cast<int>(told.size());
  const auto earlier =
      std::count_if(memory.postings.begin(), memory.postings.end(), [&](const auto& one) {
        return one.kind == outcome_kind && one.round == round;
      });
  Occasion out{outcome_kind,
               round,
               earlier,
               "an announcement",
               "The outcome is " + told.back().outcome + ".\n",
               "An announcement"};
  out.by_itself = policy.lists.announcing == Announcing::send;
  return out;
}

std::string why_no_announcement(const Posting& posting, const Ticket& ticket, const Memory& memory,
                                const Policy& policy) {
  const auto* told = told_in(posting, memory);
  const auto outcome = outcome_of(ticket, policy);
  if (told != nullptr && outcome == told->outcome)
    return "";
  if (!is_closed(ticket, policy))
    return "the rollout is open again";
  return outcome.empty() ? "the rollout has no outcome now" : "the outcome is " + outcome + " now";
}

std::vector<std::string> lists_of_announcement(const Posting& posting, const Ticket& ticket,
                                               const Memory& memory, const Policy& policy) {
  auto out = lists_of_stack(ticket, policy);
  if (const auto* told = told_in(posting, memory))
    for (auto& list :
         policy.lists.announcements.lists_of(release_of(ticket, policy), told->outcome))
      if (!contains(out, list))
        out.push_back(std::move(list));
  // Whom we have asked for volunteers hears how it ended; no end of the call goes there besides.
  if (const auto* call = newest_call(memory, [](const auto& one) { return one.owed.has_value(); }))
    for (const auto& copy : call->copies)
      if (!contains(out, copy.list))
        out.push_back(copy.list);
  return out;
}

void fill_announcement(SendMail& letter, const Ticket& ticket, const Posting& posting,
                       const std::string& list, const Memory& memory, const Policy& policy) {
  const auto* told = told_in(posting, memory);
  const auto outcome = told == nullptr ? "" : told->outcome;
  const auto document = one_line(first_value(ticket, policy.document_field));
  letter.words["outcome"] = outcome;
  letter.words["accepted"] = outcome == "ACCEPT" ? "yes" : "";
  letter.words["rejected"] = outcome == "REJECT" ? "yes" : "";
  letter.words["document"] = document.empty() ? "" : document_url(document, policy);
  letter.words["teams"] = base::join(taking_part(ticket, policy), ", ");
  letter.words["before"] = "";
  const auto* call = newest_call(memory, [&](const auto& one) { return was_on(list, one); });
  if (const auto* before = announced_before(posting.round, memory)) {
    if (const auto* earlier = told_in(*before, memory))
      letter.words["before"] = earlier->outcome;
    if (was_on(list, *before))
      letter.references = {posting_message_id(ticket.id, *before, policy)};
  } else if (call != nullptr) {
    letter.references = {posting_message_id(ticket.id, *call, policy)};
  }
}

bool has_announcement(const Memory& memory) {
  return std::any_of(memory.postings.begin(), memory.postings.end(),
                     [](const auto& one) { return counts(one) && !one.cancelled; });
}

} // namespace rollout
