// SPDX-License-Identifier: Apache-2.0
// Who stands in a role of a ticket (AdminCc, a custom role): users, whom RT shows by name, and
// groups, which it shows by number. RT takes a role as a whole, and by numbers alone is nobody
// mistaken: an unknown name is an empty answer 500, an address that RT does not know a new user.
#pragma once

#include "base/result.hpp"
#include "rt/json.hpp"
#include "rt/wire.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rt {

// Names of groups by their numbers, as they were when we last asked.
using KnownGroups = std::map<std::int64_t, std::string>;

// The names of the groups among `members`; one that we may not see is left out.
base::Result<std::vector<std::string>> group_names(Wire& wire, KnownGroups& known,
                                                   const Value& members);

} // namespace rt
