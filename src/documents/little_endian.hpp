// SPDX-License-Identifier: Apache-2.0
// Numbers in a file of bytes, lowest first, as zip and OLE2 write them. What lies outside is zero.
#pragma once

#include <cstdint>
#include <string_view>

namespace documents {

inline std::uint64_t number_at(std::string_view bytes, std::uint64_t at, unsigned size) {
  std::uint64_t value = 0;
  if (at <= bytes.size() && size <= bytes.size() - at)
    for (unsigned i = size; i > 0; --i)
      value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

inline std::uint32_t word_at(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}
inline std::uint16_t half_at(std::string_view bytes, std::uint64_t at) {
  return static_cast<std::uint16_t>(number_at(bytes, at, 2));
}

} // namespace documents
