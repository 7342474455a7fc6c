// SPDX-License-Identifier: Apache-2.0
// Who really sent it: what the border mail server has written into Authentication-Results (RFC
// 8601). From is all that people see, so only what is aligned with From proves anything (RFC 7489).
#pragma once

#include "mail/message.hpp"

#include <string>
#include <vector>

namespace mail {

struct Authentication {
  enum class Verdict { none, pass, fail } verdict = Verdict::none;
  std::string because; // "dmarc=pass (mx.example.org)"; empty for `none`
};

// Believes fields of the authserv-ids in `trusted` alone, and of these only the topmost block: what
// stands below the next Received line was in the mail when it came to the border.
Authentication authenticate(const Message& message, const std::vector<std::string>& trusted);

} // namespace mail
