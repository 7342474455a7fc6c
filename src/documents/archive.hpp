// SPDX-License-Identifier: Apache-2.0
// A zip in memory whose parts are read one by one, as a stream, under one budget of bytes for all
// of them. What is not read is not unpacked. The bytes must outlive it.
#pragma once

#include "documents/findings.hpp"
#include "documents/zip_directory.hpp"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace documents {

constexpr std::size_t most_unpacked = 32 * 1024 * 1024; // bytes, of all parts that are read

class Archive {
public:
  // Where `findings` has become fatal the archive is empty.
  Archive(std::string_view bytes, Findings& findings);
  ~Archive();

  const std::vector<ZipEntry>& entries() const { return entries_; }
  // Names of parts differ in more than the case of their letters.
  const ZipEntry* find(std::string_view name) const;

  // Gives the part to `take` piece by piece, until that says false. False where it is not there,
  // or cannot be read, which is told to the findings.
  bool read(std::string_view name, const std::function<bool(std::string_view)>& take);

private:
  struct Opened;

  std::vector<ZipEntry> entries_;
  std::unique_ptr<Opened> opened_;
  Findings& findings_;
  std::size_t left_ = most_unpacked;
};

} // namespace documents
