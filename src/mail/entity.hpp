// SPDX-License-Identifier: Apache-2.0
// The header fields of one entity, held and written by mimetic. Only cleaned fields go in: mimetic
// 0.9.8 loses headers over junk lines and takes quadratic time on long ones, so it never parses.
#pragma once

#include "mail/message.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

class Entity {
public:
  explicit Entity(const std::vector<HeaderField>& fields);
  ~Entity();
  Entity(Entity&&) noexcept;
  Entity& operator=(Entity&&) noexcept;

  std::vector<HeaderField> fields() const;

  // The value of the first field called `name`, in any case.
  std::optional<std::string> field(std::string_view name) const;

  // All of it as bytes with CRLF line ends, long fields folded at their blanks; `body` has them
  // already and is encoded already.
  std::string write(std::string_view body) const;

private:
  struct Held; // QUIRK: copying a MimeEntity frees its children twice; it stays behind one pointer
  std::unique_ptr<Held> held_;
};

} // namespace mail
