// SPDX-License-Identifier: Apache-2.0
// A zip made by hand, so that each of its lies can be told: stored entries, as they are given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace documents_test {

struct Entry {
  std::string name;
  std::string bytes;
  unsigned flags = 0;          // 1 = encrypted, 8 = the sizes follow the bytes
  std::uint64_t declared = 0;  // size to tell instead of the true one; 0 = the true one
  std::string local_name = {}; // another name in front of the bytes
  int shares_bytes_with = -1;  // number of an earlier entry whose place it names as its own
  unsigned method = 0;
};

inline std::string little(std::uint64_t value, int size) {
  std::string out;
  for (; size > 0; --size, value >>= 8)
    out += static_cast<char>(value & 0xFF);
  return out;
}

inline std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i)
      crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

inline std::string zip_end(std::uint64_t entries, std::uint64_t size, std::uint64_t offset) {
  return std::string("PK\5\6") + little(0, 4) + little(entries, 2) + little(entries, 2) +
         little(size, 4) + little(offset, 4) + little(0, 2);
}

inline std::string zip(const std::vector<Entry>& entries) {
  std::string out;
  std::string directory;
  std::vector<std::size_t> offsets;
  for (const auto& one : entries) {
    const bool sizes_follow = (one.flags & 8U) != 0;
    const auto crc = little(crc32_of(one.bytes), 4);
    const auto sizes = little(one.bytes.size(), 4) +
                       little(one.declared != 0 ? one.declared : one.bytes.size(), 4);
    const auto version_flags_method_time =
        little(20, 2) + little(one.flags, 2) + little(one.method, 2) + little(0, 4);
    const auto& local_name = one.local_name.empty() ? one.name : one.local_name;
    offsets.push_back(one.shares_bytes_with >= 0
                          ? offsets[static_cast<std::size_t>(one.shares_bytes_with)]
                          : out.size());
    if (one.shares_bytes_with < 0) {
      out += "PK\3\4" + version_flags_method_time + (sizes_follow ? little(0, 12) : crc + sizes) +
             little(local_name.size(), 2) + little(0, 2) + local_name + one.bytes;
      if (sizes_follow)
        out += "PK\7\x8" + crc + sizes;
    }
    directory += "PK\1\2" + little(20, 2) + version_flags_method_time + crc + sizes +
                 little(one.name.size(), 2) + little(0, 12) + little(offsets.back(), 4) + one.name;
  }
  const auto begin = out.size();
  return out + directory + zip_end(entries.size(), directory.size(), begin);
}

} // namespace documents_test
