// SPDX-License-Identifier: Apache-2.0
// Users as RT lets one with few rights see them.
#pragma once

#include "rt/client.hpp"
#include "rt/wire.hpp"

#include <string>
#include <vector>

namespace rt {

// Enabled users whose `field` ("Name", "EmailAddress") is one of `values`, any case.
base::Result<std::vector<User>> enabled_users(Wire& wire, const std::string& field,
                                              const std::vector<std::string>& values);

} // namespace rt
