// SPDX-License-Identifier: Apache-2.0
// One log for the program. No bodies of mails, no secrets.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace base {

enum class Level { debug, info, warning, error };

// Where it goes from now on: a file that is appended to, or stderr when `file` is empty.
Result<void> open_log(const std::string& file, Level least);

void log(Level level, std::string_view text);

} // namespace base
