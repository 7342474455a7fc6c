// SPDX-License-Identifier: Apache-2.0
// Addresses in headers. Strict on purpose: From decides whose word a line is, so what could be read
// in two ways is no address at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mail {

struct Mailbox {
  std::string address; // lower-case domain
  std::string name;    // display name, UTF-8
};

// The one mailbox of a From field; nullopt when there is none, or more than one.
std::optional<Mailbox> read_mailbox(std::string_view field_value);

// True for `local@domain` alone, as it may stand in a header and in an SMTP command.
bool is_address(std::string_view text);

} // namespace mail
