// SPDX-License-Identifier: Apache-2.0
// Looks into the files that came along: what they are called, what their content is worth as a
// report (documents/inspect.hpp). Asks nobody. What one mail may cost is bounded: files above the
// limits are taken by their names, with a finding that says so.
#pragma once

#include "bridge/ports.hpp"
#include "documents/inspect.hpp"
#include "mail/message.hpp"
#include "rollout/attached.hpp"

#include <vector>

namespace bridge {

// A larger one is not looked into: it would be in memory as a whole.
inline constexpr std::size_t most_inspected = 32 * 1024 * 1024;
// Of one mail; and of these the bytes together, with those that they unpack to.
inline constexpr std::size_t most_files = 20;
inline constexpr std::size_t most_in_all = 64 * 1024 * 1024;

// By their names alone, for the thoughts that come before a decision.
std::vector<rollout::Attached> names_of(const mail::Message& message);

std::vector<rollout::Attached> files_of(const mail::Message& message,
                                        const documents::Expected& expected);

// Files that RT keeps.
std::vector<rollout::Attached> look_into(const std::vector<SaidFile>& files,
                                         const documents::Expected& expected);

} // namespace bridge
