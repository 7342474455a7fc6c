// SPDX-License-Identifier: Apache-2.0
// Users and groups as RT lets one with few rights see them.
#pragma once

#include "rt/client.hpp"
#include "rt/wire.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rt {

// Enabled users whose `field` ("Name", "EmailAddress") is one of `values`, any case.
base::Result<std::vector<User>> enabled_users(Wire& wire, const std::string& field,
                                              const std::vector<std::string>& values);

// The numbers of the users of these names, disabled ones too. Fault::temporary names one that RT
// does not tell.
base::Result<std::vector<base::UserId>> user_numbers(Wire& wire,
                                                     const std::vector<std::string>& names);

// As Client::group_by_name.
base::Result<std::optional<Group>> enabled_group(Wire& wire, const std::string& name);

} // namespace rt
