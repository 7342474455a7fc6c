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

// Believes the topmost field of an authserv-id in `trusted`, and none below a Received line that
// another host has written than one in `trusted` or `house`: what stands there was in the mail when
// it came to the border. A border that writes no field must at least take those away that bear its
// own name (RFC 8601, 5): directly below its own Received line nobody can tell whose they are.
Authentication authenticate(const Message& message, const std::vector<std::string>& trusted,
                            const std::vector<std::string>& house = {});

} // namespace mail
