// SPDX-License-Identifier: Apache-2.0
// The parts of what was said, as RT keeps them: each is an attachment, with or without a name.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "rt/wire.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace rt {

// RT writes the length of each part into its headers (RT::Attachment::Create), and leaves one that
// the mail brought along as it is. nullopt: there is none; one that is no number may be any.
inline constexpr auto unknown_length = std::numeric_limits<std::int64_t>::max();
std::optional<std::int64_t> length_in(std::string_view headers);

// All of it is in memory for a moment three times: as JSON, as base64, and as it is.
base::Result<std::string> content_of(Wire& wire, base::AttachmentId id);

} // namespace rt
