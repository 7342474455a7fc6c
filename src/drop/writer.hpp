// SPDX-License-Identifier: Apache-2.0
// Writes one mail into the drop-box, as it comes: `open`, `append` as often as needed, `commit`.
// Each returns false when the mail is not to be acknowledged; `error` then says why and the file is
// gone (or, if even that failed, lies there without the complete mark). Without `commit` likewise.
// After `commit` the mail is on the disk: the mark is set first, so that one fsync covers both.
#pragma once

#include "drop/drop_box.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace drop {

class Writer {
public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  // Creates the file `name` (see `new_name`), which must not exist yet.
  bool open(const std::string& directory, const std::string& name, const Envelope& envelope,
            std::int64_t arrived);
  bool append(std::string_view bytes);
  bool commit();
  void discard();  // what is not committed
  void withdraw(); // what was committed a moment ago and must not stand after all

  // For one who must remove the file from within a signal handler: unlinkat(directory(), name(),
  // 0).
  int directory() const { return directory_; }
  const char* name() const { return name_.c_str(); }

  std::uint64_t length() const { return length_; } // of the mail so far
  const std::string& error() const { return error_; }

private:
  bool fail(const char* doing);
  bool write_all(std::string_view bytes);

  int directory_ = -1;
  int file_ = -1;
  bool exists_ = false;
  std::string name_;
  std::uint64_t length_ = 0;
  std::uint64_t sum_ = 0;
  std::string error_;
};

} // namespace drop
