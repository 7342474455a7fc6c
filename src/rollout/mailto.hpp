// SPDX-License-Identifier: Apache-2.0
// Links that open a mail ready to be sent (RFC 6068).
#pragma once

#include <string>
#include <string_view>

namespace rollout {

// A mail to `to` that answers the letter `in_reply_to` (a Message-ID without < >) and holds the one
// line `body`; all that is not a letter, a digit or one of "-._~" is percent-encoded.
std::string mailto(std::string_view to, std::string_view subject, std::string_view in_reply_to,
                   std::string_view body);

} // namespace rollout
