// SPDX-License-Identifier: Apache-2.0
// Raw bytes and an envelope become the event MailArrived, without asking anybody outside.
#pragma once

#include "bridge/codec.hpp"
#include "bridge/posts.hpp"
#include "bridge/world.hpp"
#include "rollout/event.hpp"

#include <functional>
#include <string_view>

namespace bridge {

// What we remember of what we sent.
struct Sent {
  // The ticket that our letter with this Message-ID was about, 0: none; nullopt: not our letter.
  std::function<std::optional<base::TicketId>(const std::string& message_id)> letter;
  // Did we give RT a copy with this mark (mail::relay_header)?
  std::function<bool(const std::string& mark)> relayed;
  // The one of ours that a notice is about; nullopt: none.
  std::function<std::optional<Posted>(const mail::Notice& notice)> about;
};

rollout::MailArrived recognise(std::string_view raw, const Arrival& arrival,
                               const Settings& settings, const Sent& sent, base::Instant at);

// What RT keeps of a message that somebody said there.
struct InRt {
  Said said;
  rollout::TicketChanged change;
};

// Was it typed in RT by somebody logged in there? A mail carries a sender's header and RT's mark of
// its mail gateway, however many other marks it brought along: either makes it a mail.
bool was_typed_in_rt(const Said& said);

// Typed by `author`: his word, proved by his login. `at`: when.
rollout::MailArrived recognise_typed(const InRt& in_rt, const Person& author,
                                     const Settings& settings, base::Instant at);

// A mail that RT's gateway took past us: judged by the rules for mail.
rollout::MailArrived recognise_gateway_mail(const InRt& in_rt, const Settings& settings,
                                            base::Instant at);

// The mark of our own copy that this mail in RT carries; nullopt: it is not of our making.
std::optional<std::string> relay_mark(const Said& said);

} // namespace bridge
