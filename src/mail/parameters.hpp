// SPDX-License-Identifier: Apache-2.0
// Structured values such as `attachment; filename="a;b.doc"`: quotes, comments, RFC 2231
// continuations and charsets, RFC 2047 where it should not be, raw 8-bit bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

class Parameters {
public:
  explicit Parameters(std::string_view field_value);

  // What stands before the first `;`, lower case, without comments and blanks.
  const std::string& value() const { return value_; }

  // The parameter `name` (lower case) in UTF-8: its RFC 2231 form first, then the plain one.
  std::optional<std::string> get(std::string_view name) const;

  struct Piece {
    std::string name;   // lower case, without its stars
    int index = -1;     // of a continuation
    bool coded = false; // percent-coded
    std::string value;
  };

private:
  std::optional<std::string> extended(std::string_view name) const;

  std::string value_;
  std::vector<Piece> pieces_;
};

} // namespace mail
