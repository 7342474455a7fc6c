// SPDX-License-Identifier: Apache-2.0
// Names in the drop-box: SECONDS.MICROSECONDS.PID.RANDOM, the last being 128 random bits as 32 hex
// digits. They sort by time, are unique, and cannot be guessed. The name is the mail's key in the
// inbox.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace drop {

// A new name for the moment given; empty when the kernel gives no random bytes.
std::string new_name(std::int64_t seconds, std::int64_t microseconds);

bool is_name(std::string_view text);

} // namespace drop
