// SPDX-License-Identifier: Apache-2.0
// Our own letters come back to us: quoted, forwarded, with the quote marks lost. No line of them
// may then be taken for somebody's answer.
#pragma once

#include <string>
#include <string_view>

namespace rollout {

// Could this line, on its own, be read as an answer of some team, or as an attempt at one?
bool could_be_command(std::string_view line);

// `text` with a bar before each such line: "| accept NGI_X-Y".
std::string harmless(std::string_view text);

} // namespace rollout
