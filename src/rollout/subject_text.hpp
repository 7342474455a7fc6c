// SPDX-License-Identifier: Apache-2.0
// What stands around a ticket's title in a subject line.
#pragma once

#include "base/id.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// `subject` unfolded, without reply prefixes of many languages, tags in brackets and signs that are
// not seen; every run of blanks is one.
std::string bare_subject(std::string_view subject);

// "[name #4711]" with one of `names` (any name when empty); nullopt when there is none.
std::optional<base::TicketId> subject_tag(std::string_view subject,
                                          const std::vector<std::string>& names);

} // namespace rollout
