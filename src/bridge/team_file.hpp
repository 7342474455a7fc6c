// SPDX-License-Identifier: Apache-2.0
// A list of teams as people write it: `NGI<TAB>Site`, `#` comments, empty lines; CRLF and a BOM do
// no harm. Everything else is Fault::invalid with the file, the line and the remedy: a list that is
// half understood, or names no team at all, would turn teams away.
#pragma once

#include "base/result.hpp"
#include "rollout/roster.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bridge {

// `where` names the text in messages.
base::Result<std::vector<rollout::Team>> read_teams(std::string_view text,
                                                    const std::string& where);

// The text of the file at `path`, at most 16 MiB.
base::Result<std::string> text_of_team_file(const std::string& path);

base::Result<std::vector<rollout::Team>> read_team_file(const std::string& path);

} // namespace bridge
