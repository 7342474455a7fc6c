// SPDX-License-Identifier: Apache-2.0
// What is UTF-8 (RFC 3629) and what is not: the one judgement for all rooms.
#pragma once

#include <cstddef>
#include <string_view>

namespace base {

// How many bytes the sign at the front of `text` has; 0: what stands there is no UTF-8, or nothing.
std::size_t utf8_sign(std::string_view text);

} // namespace base
