// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, 4), both ways.
#pragma once

#include <string>
#include <string_view>

namespace base {

std::string encode_base64(std::string_view bytes); // on one line
std::string decode_base64(std::string_view text);  // strangers are skipped, ends at the padding

// The same piece by piece, for what need not be in memory as a whole.
class Base64Decoder {
public:
  // Appends to `out` what `text` adds. False once the padding was met: nothing counts any more.
  bool decode(std::string_view text, std::string& out);

private:
  unsigned bits_ = 0;
  unsigned held_ = 0; // bits of them
  bool ended_ = false;
};

} // namespace base
