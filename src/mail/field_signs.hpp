// SPDX-License-Identifier: Apache-2.0
// The header fields by which programs say that they wrote a mail: RFC 3834 and its kin, and what
// the makers of mail systems use in their place. One such field is enough.
#pragma once

#include "mail/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mail {

// The surest of them, as "Auto-Submitted: auto-replied"; nullopt: no field says so.
std::optional<std::string> field_sign(const Message& message);

// "Name: value" in UTF-8, to be shown.
std::string quote(const HeaderField& field);

// The SMTP sender of bounces: <>, or MAILER-DAEMON, which some MTAs hand over in its place.
bool is_null_sender(std::string_view envelope_sender);

} // namespace mail
