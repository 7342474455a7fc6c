// SPDX-License-Identifier: Apache-2.0
// Figures as they are printed: for people, with a total and all definitions; as CSV (RFC 4180); as
// JSON, one object a line.
#pragma once

#include "rollout/figures.hpp"

#include <string>
#include <vector>

namespace cli {

std::string text_page(const std::vector<rollout::Figures>& teams, const rollout::Period& period,
                      const rollout::AwayTimes& away, base::Instant now);
std::string csv_page(const std::vector<rollout::Figures>& teams);
std::string json_page(const std::vector<rollout::Figures>& teams);

} // namespace cli
