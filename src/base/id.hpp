// SPDX-License-Identifier: Apache-2.0
// Numbers that must not be mixed up: RT's ids, as types of their own.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace base {

template <class Tag> struct Id {
  std::int64_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

using TicketId = Id<struct TicketTag>;
using TransactionId = Id<struct TransactionTag>;
using AttachmentId = Id<struct AttachmentTag>;
using GroupId = Id<struct GroupTag>;
using UserId = Id<struct UserTag>;

template <class Tag> std::string to_string(Id<Tag> id) {
  return std::to_string(id.value);
}

} // namespace base
