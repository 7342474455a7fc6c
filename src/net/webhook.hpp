// SPDX-License-Identifier: Apache-2.0
// Signed web hooks as Standard Webhooks 1.0 has them: HMAC-SHA-256 over `id.timestamp.body`, with
// any of several live secrets. Pure: whether an id came before is for the store to say.
#pragma once

#include "base/instant.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {

// The key in `whsec_<base64 of 24 to 64 bytes>`. The Error does not repeat what was given.
base::Result<std::string> read_webhook_secret(std::string_view text);

struct SignedHook {
  std::string_view id;         // webhook-id
  std::string_view timestamp;  // webhook-timestamp
  std::string_view signatures; // webhook-signature: `v1,<base64>`, several with blanks between
  std::string_view body;       // as received
};

enum class Refusal {
  missing_header,
  bad_id, // longer than 256 bytes, a full stop, or no printable ASCII
  bad_time,
  stale, // or too far ahead
  forged,
};
const char* to_word(Refusal refusal);

// nullopt: it was signed with one of `keys`, lately. Takes as long whichever key or signature fits.
std::optional<Refusal> refuse(const SignedHook& hook, const std::vector<std::string>& keys,
                              base::Instant now, base::Seconds tolerance);

} // namespace net
