// SPDX-License-Identifier: Apache-2.0
// Raw bytes and an envelope become the event MailArrived, without asking anybody outside.
#pragma once

#include "bridge/codec.hpp"
#include "bridge/world.hpp"
#include "rollout/event.hpp"

#include <functional>
#include <string_view>

namespace bridge {

// The ticket that our letter with this Message-ID was about; nullopt when it is not ours.
using OurLetters = std::function<std::optional<base::TicketId>(const std::string& message_id)>;

rollout::MailArrived recognise(std::string_view raw, const Arrival& arrival,
                               const Settings& settings, const OurLetters& our_letters,
                               base::Instant at);

// "[name #4711]" with one of `names` (any name when empty); nullopt when there is none.
std::optional<base::TicketId> subject_tag(std::string_view subject,
                                          const std::vector<std::string>& names);

} // namespace bridge
