// SPDX-License-Identifier: Apache-2.0
// What ShowDocument?outformat=xml tells of a document: of its newest version, as far as whoever
// asks may see it. Of a document that is not there, or not for us, DocDB tells nothing at all.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace docdb {

struct File {
  std::string name;
  std::string description;
  bool main = false;
  bool operator==(const File&) const = default;
};

struct Document {
  std::int64_t id = 0;
  std::int64_t version = 0; // 0: it is reserved, and has no files yet
  std::string title;
  std::vector<File> files;
  bool operator==(const Document&) const = default;
};

// Fault::not_found: no document is shown. Fault::temporary: `text` is no whole answer, or one about
// another document than `id`.
base::Result<Document> read_document(std::string_view text, std::int64_t id);

} // namespace docdb
