// SPDX-License-Identifier: Apache-2.0
// Is this mail in RT already? RT itself never asks: the same mail given twice is stored twice.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "rt/client.hpp"
#include "rt/wire.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rt {

// The transactions among which `mail` is looked for, once for all its searches: those of its
// ticket, as it stands now; empty for a mail without one.
base::Result<std::string> place_of(Wire& wire, const Relay& mail);

// The transaction that holds `mail`: ours by its mark, else one that came by another door (no mark
// at all). One with somebody else's mark is another mail under the same Message-ID.
base::Result<std::optional<base::TransactionId>> find_mail(Wire& wire, const Relay& mail,
                                                           const std::string& place);
base::Result<std::optional<base::TransactionId>> find_mail(Wire& wire, const Relay& mail);

// A Message-ID as RT stores it: without < > and what follows them, cut to 160 bytes at the end of a
// character.
std::string stored_message_id(std::string_view message_id);

// What the header block `headers` (one field per line, as RT keeps it) says of `mark_header`.
enum class Mark { ours, of_another, none };
Mark mark_in(std::string_view headers, const std::string& mark_header, const std::string& mark);

} // namespace rt
