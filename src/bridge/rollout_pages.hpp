// SPDX-License-Identifier: Apache-2.0
// The pages about rollouts for those who do not see RT (R48), or cannot while it is down: GET
// /rollouts and /rollouts/N. They tell what the tickets say, as the store's glances have it, and
// how old that is. RT is not asked for them, and no address of a person or a list is on them.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "bridge/world.hpp"
#include "net/http_server.hpp"

#include <string>
#include <string_view>

namespace bridge {

// The forms of them, two files of templates/.
struct PageForms {
  std::string list; // rollouts.html
  std::string one;  // rollout.html
};

// Fault::invalid names the file, and what is wrong with it.
base::Result<PageForms> read_page_forms(const std::string& folder);

// Is `target`, without what stands behind a '?', one of these pages?
bool is_rollout_page(std::string_view target);
// Is it the list of all?
bool is_rollout_list(std::string_view target);

// 404 where nothing is known of the rollout.
net::Answer rollout_page(store::Database& database, const Settings& settings,
                         const PageForms& forms, std::string_view target, base::Instant now);

// `text` with "mgr1@…" for "mgr1@example.org", and "https://…@…" for an address of the web that
// holds a name.
std::string without_addresses(std::string_view text);

// "5 minutes ago".
std::string ago(base::Seconds span);

} // namespace bridge
