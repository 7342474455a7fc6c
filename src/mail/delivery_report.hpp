// SPDX-License-Identifier: Apache-2.0
// A mail server's report that it could not deliver, or not yet (RFC 3464).
#pragma once

#include "mail/notice.hpp"

namespace mail {

// nullopt: it is no such report, or all that it tells of was delivered.
std::optional<Notice> read_delivery_report(const Message& message);

} // namespace mail
