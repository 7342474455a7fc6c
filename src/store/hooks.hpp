// SPDX-License-Identifier: Apache-2.0
// The ids of web hooks that were taken: the same one is taken once.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"
#include "store/database.hpp"

#include <optional>
#include <string_view>

namespace store {

// False: it was taken before, and nothing has changed.
base::Result<bool> put_hook(Database& database, std::string_view id, base::Instant now);

// Ids taken before `before` may come again.
base::Result<void> forget_hooks(Database& database, base::Instant before);

// When the newest one was taken; nullopt: none that is remembered.
base::Result<std::optional<base::Instant>> newest_hook(Database& database);

} // namespace store
