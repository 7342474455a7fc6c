// SPDX-License-Identifier: Apache-2.0
// `doctor` looks at the store and at the drop-box: what waits too long, when RT was last read,
// whether hooks come, posts that no list has brought back. All of it is only read.
#pragma once

#include "bridge/finding.hpp"
#include "bridge/world.hpp"

#include <cstdint>
#include <string>

namespace bridge {

void examine_store(Findings& findings, store::Database& database, const Settings& settings,
                   bool takes_hooks, base::Instant now);
// Posts to lists that were sent more than a day ago and not seen back.
void examine_posts(Findings& findings, store::Database& database, base::Instant now);

void examine_drop_box(Findings& findings, const std::string& folder, base::Instant now);

// `free` bytes where the file or folder of `key` is.
void judge_space(Findings& findings, const std::string& area, const std::string& key,
                 std::uintmax_t free);

} // namespace bridge
