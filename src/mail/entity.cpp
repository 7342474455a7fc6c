// SPDX-License-Identifier: Apache-2.0
#include "mail/entity.hpp"

#include "base/text.hpp"

#include <mimetic/mimetic.h>

#include <sstream>

namespace mail {

struct Entity::Held {
  mimetic::MimeEntity entity;
  const mimetic::Header& header() const { return entity.header(); } // const: field() would insert
};

Entity::Entity(const std::vector<HeaderField>& fields) : held_(std::make_unique<Held>()) {
  for (const auto& field : fields)
    held_->entity.header().push_back(mimetic::Field(field.name, field.value));
}

Entity::~Entity() = default;
Entity::Entity(Entity&&) noexcept = default;
Entity& Entity::operator=(Entity&&) noexcept = default;

std::vector<HeaderField> Entity::fields() const {
  std::vector<HeaderField> out;
  for (const auto& field : held_->header())
    out.push_back({std::string(field.name().begin(), field.name().end()), field.value()});
  return out;
}

std::optional<std::string> Entity::field(std::string_view name) const {
  for (const auto& field : held_->header())
    if (base::same_ignoring_case({field.name().data(), field.name().size()}, name))
      return field.value();
  return std::nullopt;
}

// QUIRK: of a multipart mimetic writes only the parts that it holds as entities of its own, and not
// the body. So what it writes is taken up to the empty line: the fields, folded.
std::string Entity::write(std::string_view body) const {
  std::ostringstream out;
  out << held_->entity;
  const std::string written = out.str();
  return written.substr(0, written.find("\r\n\r\n")) + "\r\n\r\n" + std::string(body);
}

} // namespace mail
