// SPDX-License-Identifier: Apache-2.0
// Tickets of GGUS as people name them: the URLs of all its generations (R27).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// Canonical URLs of the tickets in `text`, each once, in order. The test instance is none.
std::vector<std::string> ggus_links(std::string_view text);

} // namespace rollout
