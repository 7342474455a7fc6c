// SPDX-License-Identifier: Apache-2.0
// What the document server shows of the document that a rollout names (R35-R37): a line of the
// ledger, written when it is heard and read again whenever the rollout is looked at.
#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct DocumentSeen {
  std::int64_t id = 0;
  bool exists = false; // and everybody may see it
  std::string title;
  std::vector<std::string> files; // by name
  base::Instant at;               // when it was first seen so

  // Apart from when.
  bool says_same(const DocumentSeen& other) const {
    return id == other.id && exists == other.exists && title == other.title && files == other.files;
  }
};

// The number of a document, of at most nine digits; nullopt: `text` is none.
std::optional<std::int64_t> read_document_id(std::string_view text);

// The words of its line, which is about its number, and back; nullopt: no such line.
std::string to_words(const DocumentSeen& seen);
std::optional<DocumentSeen> read_document_seen(base::Instant at, std::string_view about,
                                               std::string_view words);

} // namespace rollout
