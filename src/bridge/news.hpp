// SPDX-License-Identifier: Apache-2.0
// News from RT: "ticket N has a transaction T". A hint and no more: whoever thinks about it reads
// RT. Hook and sweep leave the same row, so a change is thought about once, whoever told of it.
#pragma once

#include "base/id.hpp"
#include "rollout/effect.hpp"
#include "store/queue.hpp"

#include <string>
#include <string_view>

namespace bridge {

std::string news_key(base::TransactionId transaction);
rollout::Alarm news(base::TicketId ticket, base::TransactionId transaction);
store::Item news_row(base::TicketId ticket, base::TransactionId transaction);

// RT's records of its own mails, which nobody need think about.
bool is_mere_record(std::string_view transaction_type);

} // namespace bridge
