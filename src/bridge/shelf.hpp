// SPDX-License-Identifier: Apache-2.0
// A folder for people that files are put into (R32). A file is there whole or not at all, whatever
// kills us or fills the disk; what is there is never overwritten, and belongs to people. One
// program at a time.
#pragma once

#include "base/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bridge {

class Shelf {
public:
  // Made where its parent is there. Fault::invalid: it is no folder, or not ours to write to;
  // Fault::temporary: another program is at it.
  static base::Result<Shelf> open(const std::string& folder);
  ~Shelf();
  Shelf(Shelf&&) noexcept;
  Shelf& operator=(Shelf&&) = delete;

  // SHA-256 of the file of this name; empty: what is there is no file; nullopt: nothing is.
  base::Result<std::optional<std::string>> digest_of(const std::string& name) const;
  // The name under which these very bytes are there, among `name`, "name~2.odt", "name~3.odt", …
  base::Result<std::optional<std::string>> find(const std::string& name,
                                                const std::string& digest) const;
  // Puts them there under the first of these names that is free, and gives it.
  base::Result<std::string> put(const std::string& name, std::string_view bytes);

  // A whole file. Fault::not_found: there is none.
  base::Result<std::string> read(const std::string& name) const;
  // Writes one that is our own anew.
  base::Result<void> replace(const std::string& name, std::string_view bytes);
  // All that was put there stays there, though the machine should fail.
  base::Result<void> keep();

  const std::string& folder() const { return folder_; }

private:
  Shelf(std::string folder, int descriptor);
  base::Result<void> write_aside(std::string_view bytes);
  base::Result<bool> move_to(const std::string& name);
  base::Error because(const std::string& doing, int cause) const;

  std::string folder_;
  int descriptor_;
  std::string aside_;                                  // what is being written is called so
  mutable std::map<std::string, std::string> digests_; // of files as we have read them
};

// As the name of a file in a folder of people's: without folders, control characters, dots and
// dashes at its beginning; at most 200 bytes.
std::string safe_name(std::string_view name);
// "report.odt" and 2 make "report~2.odt"; 1 makes "report.odt".
std::string numbered(const std::string& name, int number);
// "report.odt" of "report~2.odt", and of "report.odt".
std::string without_number(const std::string& name);

} // namespace bridge
