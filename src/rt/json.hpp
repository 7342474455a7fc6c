// SPDX-License-Identifier: Apache-2.0
// JSON as RT means it: Perl writes one id as 4711 here and as "4711" there, so every scalar is its
// text (null and false are empty, true is "1"), and asking for what is not there gives an empty
// Value.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rt {

struct Value {
  enum class Kind { null, text, list, object };
  using List = std::vector<Value>;
  using Object = std::map<std::string, Value>;
  Kind kind = Kind::null;
  std::string text;
  std::vector<Value> items;
  std::map<std::string, Value> members;

  Value() = default;
  Value(std::string words) : kind(Kind::text), text(std::move(words)) {}
  Value(const char* words) : Value(std::string(words)) {}
  Value(List list) : kind(Kind::list), items(std::move(list)) {}
  Value(Object object) : kind(Kind::object), members(std::move(object)) {}

  const Value& operator[](const std::string& member) const&; // an empty Value when it is not there
  const Value& operator[](const std::string& member) && = delete;
  std::int64_t number() const; // 0 when it is none; "0.0" is 0
};

// Fault::temporary when it is no JSON, or nested deeper than anything RT sends.
base::Result<Value> read_json(std::string_view text);

// Nested deeper than anything RT sends: to be asked before any parser reads it.
bool too_deep(std::string_view text);

// UTF-8; bytes that are no UTF-8 become U+FFFD.
std::string write_json(const Value& value);

} // namespace rt
