// SPDX-License-Identifier: Apache-2.0
#include "rt/attachments.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <charconv>

namespace rt {

std::optional<std::int64_t> length_in(std::string_view headers) {
  for (const auto line : base::lines(headers))
    if (constexpr std::string_view name = "Content-Length:";
        base::starts_with_ignoring_case(line, name)) {
      std::int64_t length = 0;
      const auto digits = base::trim(line.substr(name.size()));
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
      return read.ec == std::errc{} && length >= 0 ? length : unknown_length;
    }
  return std::nullopt;
}

base::Result<std::string> content_of(Wire& wire, base::AttachmentId id) {
  const std::string about = "attachment " + base::to_string(id);
  const auto value = wire.json(wire.get("/attachment/" + base::to_string(id)), about);
  if (!value)
    return base::fail(value.error());
  return base::decode_base64((*value)["Content"].text);
}

} // namespace rt
