// SPDX-License-Identifier: Apache-2.0
// News from RT: "ticket N has a transaction T". A hint and no more: whoever thinks about it reads
// RT. Hook and sweep leave the same row, so a change is thought about once, whoever told of it.
#pragma once

#include "base/id.hpp"
#include "bridge/world.hpp"
#include "rollout/effect.hpp"
#include "rt/hook.hpp"
#include "store/queue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bridge {

std::string news_key(base::TransactionId transaction);
rollout::Alarm news(base::TicketId ticket, base::TransactionId transaction);
store::Item news_row(base::TicketId ticket, base::TransactionId transaction);

// What a hook tells that is to be thought about: nothing of our own, of other queues, or RT's
// records of its own mails.
std::vector<rollout::Alarm> news_of(const rt::Hook& hook, const Settings& settings);

// RT's records of its own mails, which nobody need think about.
bool is_mere_record(std::string_view transaction_type);

} // namespace bridge
