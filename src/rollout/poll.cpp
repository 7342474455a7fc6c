// SPDX-License-Identifier: Apache-2.0
#include "rollout/poll.hpp"

#include "base/text.hpp"
#include "rollout/announcement.hpp"
#include "rollout/letter.hpp"
#include "rollout/notes.hpp"
#include "rollout/order.hpp"
#include "rollout/release.hpp"
#include "rollout/team_letter.hpp"

#include <algorithm>

namespace rollout {
namespace {

// "rejected", "has not answered", "cannot be asked"; empty: it accepted, or there is time left.
std::string excuse_of(const std::string& team, const Ticket& ticket, const Memory& memory,
                      const Policy& policy) {
  if (contains(field(ticket, policy.accepted_field), team))
    return "";
  if (contains(field(ticket, policy.rejected_field), team))
    return "has rejected";
  const auto asking = asking_of(memory.askings, team);
  if (asking.asked_now)
    return asking.told_late ? "has not answered" : "";
  return asking.told_gone ? "cannot be asked" : "";
}

// For those who are asked now: who was asked after it has not had his time yet.
bool was_called(const Memory& memory) {
  const auto* call = standing_call(memory);
  return call != nullptr &&
         std::all_of(memory.askings.begin(), memory.askings.end(), [&](const auto& one) {
           return !one.asked_now || call->prepared >= one.asked;
         });
}

// Why a call has come to its end. Empty: volunteers are wanted still, or again.
std::string why_over(const Ticket& ticket, const Policy& policy) {
  if (is_closed(ticket, policy))
    return "the rollout is " + one_line(ticket.status);
  for (const auto& team : field(ticket, policy.teams_field))
    if (contains(field(ticket, policy.accepted_field), team))
      return team + " has accepted";
  return "";
}

bool is_end_of(const Posting& posting, const Posting& call) {
  return posting.kind == end_kind && posting.round == call.round;
}

// The newest call that is on a list, unless it has an end that is needed; nullptr: there is none.
const Posting* call_without_end(const Memory& memory) {
  const auto* call = newest_call(memory, [](const auto& one) { return one.is_on_a_list(); });
  const bool has_end =
      call != nullptr &&
      std::any_of(memory.postings.begin(), memory.postings.end(),
                  [&](const auto& one) { return is_end_of(one, *call) && !one.needless; });
  return has_end ? nullptr : call;
}

std::string list_of_stack(const Release& release, const Policy& policy) {
  constexpr std::string_view place = "{stack}";
  std::string out = policy.lists.address;
  const auto at = out.find(place);
  if (at == out.npos || release.stack.empty())
    return at == out.npos ? out : "";
  std::string stack = base::lower(release.stack);
  std::replace(stack.begin(), stack.end(), ' ', '-');
  return out.replace(at, place.size(), stack);
}

std::string id_of(base::TicketId ticket, const Posting& posting, const Policy& policy) {
  return id_for(policy.salt, posting_key(ticket, posting));
}

Occasion call(const Memory& memory, const std::string& reason, const Policy& policy) {
  const auto earlier = std::count_if(memory.postings.begin(), memory.postings.end(),
                                     [](const auto& one) { return one.kind == call_kind; });
  Occasion out{call_kind,
               static_cast<int>(earlier) + 1,
               0,
               "a call for volunteers",
               "No team that was asked takes part:\n" + reason,
               "A call for volunteers"};
  out.by_itself = !policy.lists.ask;
  if (std::any_of(memory.askings.begin(), memory.askings.end(),
                  [](const auto& one) { return one.adopted; }))
    out.doubt = "Look at the list first: teams were asked here that the bridge does not remember "
                "asking, so it cannot know of a call that went out before.\n";
  return out;
}

// An old call may be forgotten, or taken back by people.
constexpr std::chrono::hours fresh{24 * 30};

Occasion end(const Posting& call, const Memory& memory, const std::string& why, base::Instant now,
             const Policy& policy) {
  const auto earlier = std::count_if(memory.postings.begin(), memory.postings.end(),
                                     [&](const auto& one) { return is_end_of(one, call); });
  Occasion out{end_kind,
               call.round,
               earlier,
               "the call is over",
               "The call for volunteers is over: " + why + ".\n",
               "A mail that says so"};
  out.by_itself = !policy.lists.ask;
  if (const auto at = call.owed.value_or(call.prepared); now - at > fresh)
    out.doubt = "Look at the list first: the call went out " + for_people(at) + ".\n";
  return out;
}

// What a manager can do about it.
std::string choice(const Posting& posting) {
  return (posting.goes ? "It goes out by itself on " + for_people(*posting.goes) +
                             ". It goes at once by one line of a rollout manager in a reply: send "
                       : "It goes out by one line of a rollout manager in a reply: send ") +
         posting.id + "\nand is dropped by the line: cancel " + posting.id + "\n";
}

PreparedPost prepare(const Occasion& occasion, const Ticket& ticket, const Memory& memory,
                     base::Instant now, const Policy& policy) {
  PreparedPost out;
  out.title = occasion.title;
  out.text = occasion.why + "\n";
  auto& posting = out.posting;
  posting.kind = occasion.kind;
  posting.round = occasion.round;
  posting.nth = static_cast<int>(occasion.earlier) + 1;
  posting.prepared = now;
  const auto key = posting_key(ticket.id, posting);
  const auto lists = lists_of(posting, ticket, memory, policy);
  if (lists.empty()) {
    out.key = key + "/no-list";
    out.text += "No list of early adopters is known for this ticket, since its title and its "
                "fields name no software stack: put it into the field " +
                policy.stack_field +
                (posting.kind == outcome_kind
                     ? ", or have its admin name a list in the table lists.announce.\n"
                     : ", or choose other teams.\n");
    return out;
  }
  posting.id = id_of(ticket.id, posting, policy);
  out.key = key + "/note/" + posting.id;
  if (occasion.by_itself && occasion.doubt.empty())
    posting.goes = now + policy.lists.hold;
  out.text += occasion.what + (" is prepared for " + base::join(lists, ", ")) + ".\n" +
              occasion.doubt + choice(posting);
  out.letter = post_letter(ticket, posting, lists.front(), memory, policy);
  return out;
}

// The call that `posting` is, or ends.
Posting call_of(const Posting& posting) {
  Posting out;
  out.kind = call_kind;
  out.round = posting.round;
  return out;
}

// The one that lists get before it.
Posting first_of(const Posting& posting) {
  if (posting.kind != outcome_kind)
    return call_of(posting);
  Posting out;
  out.kind = outcome_kind;
  out.round = 1;
  return out;
}

} // namespace

std::vector<std::string> lists_of_stack(const Ticket& ticket, const Policy& policy) {
  const auto release = release_of(ticket, policy);
  const auto* stack = policy.stacks.of(release);
  std::vector<std::string> out;
  if (stack != nullptr && !stack->lists.empty())
    out = stack->lists;
  else if (auto list = list_of_stack(release, policy); !list.empty())
    out.push_back(std::move(list));
  return out;
}

std::vector<std::string> all_lists(const Policy& policy) {
  std::vector<std::string> out;
  const auto add = [&](const std::vector<std::string>& lists) {
    for (const auto& list : lists)
      if (!list.empty() && !contains(out, list))
        out.push_back(list);
  };
  for (const auto& [stack, line] : policy.stacks.lines())
    add(line.lists);
  for (const auto& stack : policy.naming.stacks) {
    const Release release{stack, "", "", "", "", ""};
    const auto* line = policy.stacks.of(release);
    if (line == nullptr || line->lists.empty())
      add({list_of_stack(release, policy)});
  }
  add(policy.lists.extra);
  add(policy.lists.announcements.addresses());
  return out;
}

std::vector<std::string> lists_of(const Posting& posting, const Ticket& ticket,
                                  const Memory& memory, const Policy& policy) {
  if (posting.kind == outcome_kind)
    return lists_of_announcement(posting, ticket, memory, policy);
  std::vector<std::string> out;
  if (posting.kind == call_kind) {
    out = lists_of_stack(ticket, policy);
    for (const auto& list : policy.lists.extra)
      if (!contains(out, list))
        out.push_back(list);
    return out;
  }
  for (const auto& one : memory.postings)
    if (one.kind == call_kind && one.round == posting.round)
      for (const auto& copy : one.copies)
        out.push_back(copy.list);
  return out;
}

const Posting* standing_call(const Memory& memory) {
  const auto* call = newest_call(memory, [](const auto&) { return true; });
  if (call == nullptr || call->needless)
    return nullptr;
  const bool is_over =
      std::any_of(memory.postings.begin(), memory.postings.end(),
                  [&](const auto& one) { return is_end_of(one, *call) && one.owed; });
  return is_over ? nullptr : call;
}

std::string reason_for_poll(const Ticket& ticket, const Memory& memory, const Policy& policy) {
  const auto& teams = field(ticket, policy.teams_field);
  std::string out;
  for (const auto& team : teams) {
    const auto excuse = excuse_of(team, ticket, memory, policy);
    if (excuse.empty())
      return "";
    out += "- " + team + " " + excuse + "\n";
  }
  return was_called(memory) ? "" : out;
}

std::optional<PreparedPost> prepare_post(const Ticket& ticket, const Memory& memory,
                                         base::Instant now, const Policy& policy) {
  std::optional<Occasion> occasion = announcement(ticket, memory, policy);
  if (occasion)
    return prepare(*occasion, ticket, memory, now, policy);
  if (const auto over = why_over(ticket, policy); !over.empty()) {
    const auto* open = call_without_end(memory);
    if (open != nullptr && !has_announcement(memory))
      occasion = end(*open, memory, over, now, policy);
  } else if (const auto reason = reason_for_poll(ticket, memory, policy); !reason.empty()) {
    occasion = call(memory, reason, policy);
  }
  if (!occasion)
    return std::nullopt;
  return prepare(*occasion, ticket, memory, now, policy);
}

std::string why_needless(const Posting& posting, const Ticket& ticket, const Memory& memory,
                         const Policy& policy) {
  if (posting.kind == outcome_kind)
    return why_no_announcement(posting, ticket, memory, policy);
  if (posting.kind == end_kind && has_announcement(memory))
    return "the outcome is announced";
  const auto over = why_over(ticket, policy);
  if (posting.kind != end_kind)
    return over;
  return over.empty() ? "no team takes part any more" : "";
}

SendMail post_letter(const Ticket& ticket, const Posting& posting, const std::string& list,
                     const Memory& memory, const Policy& policy) {
  const auto& wanted = policy.lists.table.of(list);
  SendMail letter;
  letter.to = list;
  letter.from = wanted.from;
  letter.form = posting.kind;
  letter.to_list = true;
  letter.ticket = ticket.id;
  letter.message_id = posting_message_id(ticket.id, posting, policy);
  letter.words = ticket_words(ticket, policy);
  if (!wanted.prefix.empty())
    letter.words["tag"].insert(0, wanted.prefix + " ");
  letter.words["from"] = policy.from;
  add_release(letter, ticket, policy);
  std::erase_if(letter.lists["links"], [](const auto& row) { return row.at("target").empty(); });
  if (posting.kind == end_kind) {
    letter.references = {posting_message_id(ticket.id, call_of(posting), policy)};
    letter.words["why"] = why_over(ticket, policy);
    letter.lists.clear(); // nothing is to be installed
  } else if (posting.kind == outcome_kind) {
    fill_announcement(letter, ticket, posting, list, memory, policy);
  }
  return letter;
}

std::vector<Effect> post_effects(const Ticket& ticket, const Posting& posting, const Memory& memory,
                                 const Policy& policy) {
  std::vector<Effect> out;
  const auto lane = posting_key(ticket.id, first_of(posting));
  for (const auto& copy : posting.copies) {
    const auto on_list = "/" + base::lower(copy.list);
    out.push_back({posting_key(ticket.id, posting) + on_list, post_lane(lane + on_list),
                   post_letter(ticket, posting, copy.list, memory, policy)});
  }
  return out;
}

} // namespace rollout
