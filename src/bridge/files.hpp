// SPDX-License-Identifier: Apache-2.0
// Looks into the files that came along: what they are called, what their content is worth as a
// report (documents/inspect.hpp). Asks nobody.
#pragma once

#include "documents/inspect.hpp"
#include "mail/message.hpp"
#include "rollout/attached.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bridge {

// Larger ones are taken by their names alone: they are in memory as a whole to be looked into.
inline constexpr std::size_t most_inspected = 32 * 1024 * 1024;

std::vector<rollout::Attached> files_of(const mail::Message& message,
                                        const documents::Expected& expected);

// A file that RT keeps; `content` is nullopt where it is larger, or by its name no report.
rollout::Attached look_into(std::string name, const std::optional<std::string>& content,
                            const documents::Expected& expected);

} // namespace bridge
