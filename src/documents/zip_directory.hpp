// SPDX-License-Identifier: Apache-2.0
// A zip's table of contents, read before any library sees the file: so that 100,000 entries, 4 GB
// declared or entries that share their bytes cost nothing. A zip that could be read in two ways
// (two directories, two entries of one name, names that differ) is broken: another program would
// open another document than the one that was inspected.
#pragma once

#include "documents/findings.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace documents {

struct ZipEntry {
  std::string name; // bytes as they stand there
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint64_t packed = 0; // bytes in the file
  std::uint64_t size = 0;   // bytes it claims to unpack to
  std::uint64_t offset = 0; // of its local header

  bool is_encrypted() const { return (flags & 1U) != 0; }
};

constexpr std::size_t most_entries = 2'000; // a report with a picture on each page has some hundred
constexpr std::uint64_t most_declared = 1'000'000'000; // bytes, of all entries

// In the order of the directory. What is wrong goes to `findings`; where that is fatal, nothing is
// given.
std::vector<ZipEntry> read_zip_directory(std::string_view bytes, Findings& findings);

} // namespace documents
