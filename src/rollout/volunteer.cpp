// SPDX-License-Identifier: Apache-2.0
#include "rollout/volunteer.hpp"

#include "base/text.hpp"
#include "rollout/notes.hpp"
#include "rollout/poll.hpp"

#include <algorithm>

namespace rollout {
namespace {

constexpr std::size_t most_offers = 10; // of one mail

bool offers(const Command& command) {
  return command.verb == Verb::accept;
}

// `to`: the key of the call that it answers; empty: none that is known.
Effect offer(base::TicketId ticket, const std::string& team, const MailArrived& mail,
             const char* where, const std::string& to, const Policy& policy) {
  const std::string key =
      (to.empty() ? base::to_string(ticket) : to) + "/volunteer/" + base::lower(team);
  return {key, rt_lane(ticket),
          Comment{ticket, note_subject(key, "a team offers to take part"),
                  team + " offers to take part, " + where +
                      ". Nothing was recorded: a manager who wants it, and has not asked it yet, "
                      "chooses it in the field " +
                      policy.teams_field + "; it is asked then.\n\n" + describe_mail(mail) + "\n" +
                      excerpt(mail.text)}};
}

} // namespace

std::vector<Effect> offers_on_list(const MailArrived& mail, const Policy& policy) {
  std::vector<Effect> out;
  if (!mail.ticket || mail.kind != MailArrived::Kind::person)
    return out;
  for (const auto& command : read_reply(mail, Roster::anyone()).commands)
    if (offers(command) && out.size() < most_offers)
      out.push_back(offer(*mail.ticket, command.team, mail, "on a mailing list", "", policy));
  return out;
}

void take_offers(Reply& reply, Thought& thought) {
  const auto& ticket = *thought.picture.ticket;
  const auto* call =
      newest_call(thought.memory, [](const auto& one) { return one.owed.has_value(); });
  if (call == nullptr || is_closed(ticket, thought.policy))
    return;
  const auto key = posting_key(ticket.id, *call);
  const auto& asked = field(ticket, thought.policy.teams_field);
  std::erase_if(reply.commands, [&](const Command& command) {
    if (!offers(command) || contains(asked, command.team))
      return false;
    thought.decision.effects.push_back(offer(ticket.id, command.team, thought.mail,
                                             "after a call for volunteers", key, thought.policy));
    thought.done("told the managers that " + command.team + " offers to take part");
    return true;
  });
}

} // namespace rollout
