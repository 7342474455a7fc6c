// SPDX-License-Identifier: Apache-2.0
// Words for plain text that three rooms and more need. ASCII only and free of the locale: protocol
// words, addresses and names of teams are ASCII.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

std::string_view trim(std::string_view text); // blanks, tabs, CR and LF off both ends
std::string lower(std::string_view text);     // A-Z only
bool same_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

// True when `text` is one of `names`, a range of strings, whatever its case.
template <class Names> bool is_one_of(std::string_view text, const Names& names) {
  for (const std::string_view name : names)
    if (same_ignoring_case(text, name))
      return true;
  return false;
}

// The lines of `text` without their line ends (LF or CRLF); a last line end makes no empty line.
std::vector<std::string_view> lines(std::string_view text);

// The pieces between `separator`s, trimmed; empty pieces are left out.
std::vector<std::string> split(std::string_view text, char separator);

// The pieces between `separator`s as they are, also empty ones: one more than there are separators.
std::vector<std::string> cells(std::string_view text, char separator);

std::string join(const std::vector<std::string>& pieces, std::string_view between);

// The first `most` bytes of UTF-8 `text`, less the beginning of a character that would be cut.
std::string_view front(std::string_view text, std::size_t most);

// `text`, a stranger's, as it may stand in a message: trimmed, on one line, at most `most` bytes of
// it, in UTF-8 (U+FFFD for what is none), and "…" where it is cut.
std::string one_line(std::string_view text, std::size_t most);

// `text`, a stranger's, as it may stand on a terminal: control characters and signs that are not
// seen or turn the direction of writing become escapes, "\x1b", "\u202e".
std::string visible(std::string_view text);

// `text` broken at blanks into lines of at most `width` bytes, each after `indent`; a longer word
// keeps a line of its own.
std::string wrap(std::string_view text, std::size_t width, std::string_view indent);

// Levenshtein distance in bytes, but never more than `limit` + 1 (so that long strangers stay
// cheap).
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit);

// Appends `text` to `out`, each `sign` and two hex digits as the byte that they name, if it is
// `wanted` (all are without it). What names none stays as it is.
void append_unescaped(std::string& out, std::string_view text, char sign,
                      bool (*wanted)(char) = nullptr);

// True when it may stand in a header or an SMTP command: no CR, LF or NUL.
bool fits_one_line(std::string_view text);

} // namespace base
