// SPDX-License-Identifier: Apache-2.0
// The header block of a mail or a part, taken from raw bytes line by line in linear time. It knows
// what programs get wrong: mbox "From " lines, CR CR LF, junk lines, NUL, lines without an end.
#pragma once

#include "mail/message.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail {

struct RawLine {
  std::string_view text; // without its line end
  std::size_t next = 0;  // where the next line begins
};

// The line of `raw` that begins at `at`; it ends at LF, CRLF or CR CR LF.
RawLine line_at(std::string_view raw, std::size_t at);

// `raw` with LF for CR when CR is its only line end (classic Mac); nullopt when it needs no change.
std::optional<std::string> with_line_feeds(std::string_view raw);

// A field with its continuation lines. `name` is empty for a line that is no header field.
struct RawField {
  std::string_view name;
  std::string_view bytes;
};

// Walks over the fields of a header block and stops at the blank line, at the end, at a line that
// `ends` accepts (the boundary of an enclosing multipart), or at the block's own first boundary
// where the blank line was forgotten.
class HeaderLines {
public:
  enum class Place { mail, part };
  using Ends = std::function<bool(std::string_view line)>;

  HeaderLines(std::string_view raw, Place place, Ends ends = {});

  bool next(RawField& field);

  // Valid once next() has said false. Where no field at all was found, the whole is body.
  std::size_t body() const { return seen_ ? at_ : begin_; }

private:
  bool is_own_boundary(std::string_view line);

  std::string_view raw_;
  std::string_view type_;                // the field Content-Type, once it was met
  std::optional<std::string> delimiter_; // what it says, once it was asked
  Ends ends_;
  std::size_t begin_ = 0;
  std::size_t at_ = 0;
  bool seen_ = false;
};

// The value of a field: unfolded (one blank for a fold), no CR, LF or NUL, trimmed, and not longer
// than `limit` bytes.
std::string clean_value(const RawField& field, std::size_t limit);

struct HeaderBlock {
  std::vector<HeaderField> fields;
  std::size_t body = 0;    // where the body begins
  std::size_t dropped = 0; // lines that are no header fields
  bool cut = false;        // over 64 KiB in a field or 256 KiB in all
};

HeaderBlock read_headers(std::string_view raw, HeaderLines::Place place,
                         HeaderLines::Ends ends = {});

} // namespace mail
