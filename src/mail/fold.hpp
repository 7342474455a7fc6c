// SPDX-License-Identifier: Apache-2.0
// Lines that every mail program leaves as they are: under 72 columns, so that they stay whole also
// when they are quoted.
#pragma once

#include <string>
#include <string_view>

namespace mail {

inline constexpr std::string_view no_break = "\xC2\xA0"; // a blank at which no line is broken

// Breaks longer lines of `text` at their blanks; what follows hangs below the first word after a
// label, a bullet or a bar. A word is never cut, however long, nor what `no_break` holds together:
// a command that a mail program has broken is none. Each no_break becomes a blank.
std::string fold(std::string_view text);

} // namespace mail
