// SPDX-License-Identifier: Apache-2.0
// Mailing lists: what people write on a list is theirs, however much the list adds to it; what the
// list's own program writes, notices and requests to confirm, is automatic.
#pragma once

#include "mail/message.hpp"

#include <optional>
#include <string>

namespace mail {

// The sign that the program of a list wrote it, as "Name: value"; nullopt: none.
// `Precedence: bulk` is such a sign, but not on a mail that a list handed on: majordomo puts it on
// every post (of 171 public mails with it and a person's From, 170 had the mark of a list that
// takes posts, and people had written all of these).
std::optional<std::string> list_sign(const Message& message);

} // namespace mail
