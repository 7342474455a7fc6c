// SPDX-License-Identifier: Apache-2.0
// The form of the tables that people write: columns with tabs between them, `#` comments, empty
// lines; CRLF and a BOM do no harm.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

struct Row {
  std::string place;                     // "FILE:LINE: 'the line'", for messages
  std::vector<std::string_view> columns; // trimmed, may be empty
};

// Views into `text`; `where` names it.
std::vector<Row> rows(std::string_view text, std::string_view where);

// At most 60 bytes of `text` that may stand in a message: no control characters.
std::string shown(std::string_view text);

} // namespace base
