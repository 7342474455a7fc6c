// SPDX-License-Identifier: Apache-2.0
// How words are dressed for the places that RT takes them in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rt {

std::string quoted(std::string_view text); // 'text' for TicketSQL and TransactionSQL

// application/x-www-form-urlencoded
std::string form(const std::vector<std::pair<std::string, std::string>>& fields);

} // namespace rt
