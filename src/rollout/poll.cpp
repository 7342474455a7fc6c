// SPDX-License-Identifier: Apache-2.0
#include "rollout/poll.hpp"

#include "base/text.hpp"
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

bool was_called(const Memory& memory) {
  base::Instant newest{};
  for (const auto& one : memory.askings)
    if (one.asked_now)
      newest = std::max(newest, one.asked);
  return std::any_of(memory.postings.begin(), memory.postings.end(),
                     [&](const auto& one) { return one.kind == "poll" && one.prepared >= newest; });
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

} // namespace

std::vector<std::string> lists_of(const Ticket& ticket, const Policy& policy) {
  const auto release = release_of(ticket, policy);
  const auto* stack = policy.stacks.of(release);
  std::vector<std::string> out;
  if (stack != nullptr && !stack->lists.empty())
    out = stack->lists;
  else if (auto list = list_of_stack(release, policy); !list.empty())
    out.push_back(std::move(list));
  for (const auto& list : policy.lists.extra)
    if (!contains(out, list))
      out.push_back(list);
  return out;
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

PreparedPoll prepare_poll(const Ticket& ticket, const Memory& memory, const std::string& reason,
                          base::Instant now, const Policy& policy) {
  const auto earlier = std::count_if(memory.postings.begin(), memory.postings.end(),
                                     [](const auto& one) { return one.kind == "poll"; });
  PreparedPoll out;
  out.posting.kind = "poll";
  out.posting.round = static_cast<int>(earlier) + 1;
  out.posting.prepared = now;
  out.text = "No team that was asked takes part:\n" + reason + "\n";
  const auto lists = lists_of(ticket, policy);
  if (lists.empty()) {
    out.key = posting_key(ticket.id, out.posting) + "/no-list";
    out.text +=
        "No list of early adopters is known for this ticket, since its title and its fields "
        "name no software stack: put it into the field " +
        policy.stack_field + ", or choose other teams.\n";
    return out;
  }
  out.posting.id = id_of(ticket.id, out.posting, policy);
  out.key = posting_key(ticket.id, out.posting) + "/note/" + out.posting.id;
  const bool remembered = std::none_of(memory.askings.begin(), memory.askings.end(),
                                       [](const auto& one) { return one.adopted; });
  if (!policy.lists.ask && remembered)
    out.posting.goes = now + policy.lists.hold;
  out.text += "A call for volunteers is prepared for " + base::join(lists, ", ") + ".\n";
  if (!remembered)
    out.text += "Look at the list first: teams were asked here that the bridge does not remember "
                "asking, so it cannot know of a call that went out before.\n";
  if (out.posting.goes)
    out.text += "It goes out by itself on " + for_people(*out.posting.goes) +
                ". It goes at once by one line of a rollout manager in a reply: send ";
  else
    out.text += "It goes out by one line of a rollout manager in a reply: send ";
  out.text += out.posting.id + "\nand is dropped by the line: cancel " + out.posting.id + "\n";
  return out;
}

SendMail poll_letter(const Ticket& ticket, const Posting& posting, const Policy& policy) {
  SendMail letter;
  letter.form = "poll";
  letter.to_list = true;
  letter.message_id = posting_message_id(ticket.id, posting, policy);
  letter.words = ticket_words(ticket, policy);
  letter.words["from"] = policy.from;
  add_release(letter, ticket, policy);
  std::erase_if(letter.lists["links"], [](const auto& row) { return row.at("target").empty(); });
  return letter;
}

std::vector<SendMail> poll_letters(const Ticket& ticket, const Posting& posting,
                                   const Policy& policy) {
  const auto letter = poll_letter(ticket, posting, policy);
  std::vector<SendMail> out;
  for (const auto& list : lists_of(ticket, policy)) {
    out.push_back(letter);
    out.back().to = list;
  }
  return out;
}

} // namespace rollout
