// SPDX-License-Identifier: Apache-2.0
// RT's mail gateway: how a mail is put before it, and what its words mean. Pure.
#pragma once

#include "rt/client.hpp"

#include <string>
#include <string_view>

namespace rt {

struct Multipart {
  std::string content_type;
  std::string body;
};

// The form that the gateway takes. The mail's part has no file name, or RT would see no mail in it.
Multipart gateway_form(const Relay& mail);

enum class Verdict { ok, not_ok, temporary };
Verdict read_verdict(int status, std::string_view body); // anything not understood is temporary

} // namespace rt
