// SPDX-License-Identifier: Apache-2.0
// Fingerprints of bytes (SHA-256, FIPS 180-4).
#pragma once

#include <string>
#include <string_view>

namespace base {

// 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

// The first 16 hex digits of it: short enough for a subject or a Message-ID, 64 bits.
std::string short_digest(std::string_view bytes);

} // namespace base
