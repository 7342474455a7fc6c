// SPDX-License-Identifier: Apache-2.0
// News from RT: "ticket N has a transaction T". A hint and no more: whoever thinks about it reads
// RT. Hook and sweep leave the same row, so a change is thought about once, whoever told of it.
#pragma once

#include "base/id.hpp"
#include "store/queue.hpp"

namespace bridge {

store::Item news(base::TicketId ticket, base::TransactionId transaction);

} // namespace bridge
