// SPDX-License-Identifier: Apache-2.0
#include "rt/json.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace rt {
namespace {

constexpr int deepest = 32;

Value convert(const nlohmann::json& json) {
  if (json.is_string())
    return json.get_ref<const std::string&>();
  if (json.is_boolean())
    return json.get<bool>() ? "1" : "";
  if (json.is_number())
    return json.dump();
  Value value;
  if (json.is_array()) {
    value.kind = Value::Kind::list;
    for (const auto& item : json)
      value.items.push_back(convert(item));
  } else if (json.is_object()) {
    value.kind = Value::Kind::object;
    for (const auto& [name, member] : json.items())
      value.members.emplace(name, convert(member));
  }
  return value;
}

nlohmann::json convert(const Value& value) {
  switch (value.kind) {
  case Value::Kind::text:
    return value.text;
  case Value::Kind::list: {
    auto list = nlohmann::json::array();
    for (const auto& item : value.items)
      list.push_back(convert(item));
    return list;
  }
  case Value::Kind::object: {
    auto object = nlohmann::json::object();
    for (const auto& [name, member] : value.members)
      object[name] = convert(member);
    return object;
  }
  case Value::Kind::null:
    break;
  }
  return nullptr;
}

} // namespace

bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (quoted && letter == '\\')
      ++at;
    else if (letter == '"')
      quoted = !quoted;
    else if (!quoted && (letter == '[' || letter == '{') && ++depth > deepest)
      return true;
    else if (!quoted && (letter == ']' || letter == '}'))
      --depth;
  }
  return false;
}

const Value& Value::operator[](const std::string& member) const& {
  static const Value nothing;
  const auto found = members.find(member);
  return found == members.end() ? nothing : found->second;
}

std::int64_t Value::number() const {
  std::int64_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

base::Result<Value> read_json(std::string_view text) {
  if (too_deep(text))
    return base::fail(base::Fault::temporary, "JSON nested too deeply");
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded())
    return base::fail(base::Fault::temporary, text.empty() ? "an empty answer" : "no JSON");
  return convert(json);
}

std::string write_json(const Value& value) {
  return convert(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace rt
