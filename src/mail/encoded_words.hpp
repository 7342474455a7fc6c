// SPDX-License-Identifier: Apache-2.0
// Encoded words in headers (RFC 2047), both ways.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// UTF-8 with every encoded word decoded, also where it stands in quotes or has no blanks around it;
// raw 8-bit bytes are taken as to_utf8 takes them. One line: control characters become blanks.
std::string decode_words(std::string_view value);

// A header value in ASCII, folded with CRLF, whose first line has `used` bytes before it already.
// Words that are safe stay as they are.
std::string encode_words(std::string_view utf8, std::size_t used);

} // namespace mail
