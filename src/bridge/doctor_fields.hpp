// SPDX-License-Identifier: Apache-2.0
// `doctor` looks at custom fields: are those that the configuration names where they must be, and
// of the right kind (R44).
#pragma once

#include "bridge/finding.hpp"
#include "bridge/rt_setup.hpp"
#include "bridge/wanted_fields.hpp"
#include "bridge/world.hpp"

#include <map>
#include <string>

namespace bridge {

// The number of the field of this name, in any case; 0: the queue shows none.
std::int64_t number_on(const rt::QueueSetup& queue, const std::string& name);

// On those of our `queues` that could be seen.
base::Result<void> examine_fields(Area& area, RtSetup& rt, const Settings& settings,
                                  const std::map<std::string, rt::QueueSetup>& queues);

} // namespace bridge
