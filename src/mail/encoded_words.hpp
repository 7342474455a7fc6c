// SPDX-License-Identifier: Apache-2.0
// Encoded words in headers (RFC 2047), both ways.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// UTF-8 with every encoded word decoded, also where it stands in quotes or has no blanks around it;
// raw 8-bit bytes are taken as to_utf8 takes them. One line: control characters become blanks.
std::string decode_words(std::string_view value);

// A header value in ASCII that may be folded at its blanks and still reads the same. Text that is
// safe as it is stays so.
std::string encode_words(std::string_view utf8);

} // namespace mail
