// SPDX-License-Identifier: Apache-2.0
// The copy of a mail that goes on to RT: the original bytes, less what would make RT act wrongly.
#pragma once

#include <string>
#include <string_view>

namespace mail {

inline constexpr std::string_view relay_header = "X-Rollout-Relay";

// Takes away an mbox "From " line, Reply-To (RT takes the identity from it first), every field
// whose name begins with RT- or X-RT-, and forged relay marks; adds `RT-Control: no-autoopen`,
// `relay_header` with `fingerprint`, and `Message-ID: <message_id>` where the mail has none. The
// body is untouched.
std::string relayed_copy(std::string_view raw, std::string_view fingerprint,
                         std::string_view message_id);

} // namespace mail
