// SPDX-License-Identifier: Apache-2.0
// format=flowed (RFC 3676): lines that a program broke are made whole again.
#pragma once

#include <string>
#include <string_view>

namespace mail {

// `del_sp`: the blank at a soft break is not part of the text. Quoted lines come out with their
// `>`s and a blank; lines of different depth are never joined.
std::string unflow(std::string_view text, bool del_sp);

} // namespace mail
