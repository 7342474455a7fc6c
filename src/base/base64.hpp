// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, 4), both ways.
#pragma once

#include <string>
#include <string_view>

namespace base {

std::string encode_base64(std::string_view bytes); // on one line
std::string decode_base64(std::string_view text);  // strangers are skipped, ends at the padding

} // namespace base
