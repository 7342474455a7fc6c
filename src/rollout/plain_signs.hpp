// SPDX-License-Identifier: Apache-2.0
// What people typed, before a program made it prettier: dashes, blanks, quotation marks and dots of
// Unicode become those of ASCII, and what is not seen at all goes.
#pragma once

#include <string>
#include <string_view>

namespace rollout {

// `text` is UTF-8 or any bytes; what is no such sign stays as it is.
std::string with_plain_signs(std::string_view text);

// Letters of other alphabets that look like Latin ones, and those drawn wide, become these.
std::string with_latin_letters(std::string_view text);

// `text` without those that are not seen.
std::string with_seen_signs(std::string_view text);

// The first sign of `text`, which is not empty: a whole one of UTF-8, or the bytes that are none.
std::string_view first_sign(std::string_view text);

} // namespace rollout
