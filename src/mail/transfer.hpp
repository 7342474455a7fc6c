// SPDX-License-Identifier: Apache-2.0
// Content-Transfer-Encoding: the codecs of RFC 2045, forgiving on the way in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mail {

// `encoding` as the header says it; one that is not known leaves the bytes as they are.
// At most `most` bytes are made.
std::string decode_transfer(std::string_view body, std::string_view encoding,
                            std::size_t most = std::string::npos);

// The same, handed over in pieces of about 64 KiB until `take` says false: what is attached need
// not be in memory twice.
using Take = std::function<bool(std::string_view piece)>;
void decode_transfer(std::string_view body, std::string_view encoding, const Take& take);

// `text` has LF line ends; the result has CRLF and no line over 76.
std::string encode_quoted_printable(std::string_view text);

} // namespace mail
