// SPDX-License-Identifier: Apache-2.0
// A file's name as it came with a mail, made safe to look at: no folders, no signs that are not
// seen, and its extension apart. What had to be done for that is complained about.
#pragma once

#include "rollout/flaw.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct FileName {
  std::string shown;     // what was written, without folders and signs that are not seen
  std::string body;      // before the extension; plain signs and letters
  std::string extension; // the last, if "doc", "docx" or "odt"; empty: not, and a complaint says so
  std::string written;   // the extension as it was written; empty: none
  std::vector<NameComplaint> complaints;
};

FileName read_file_name(std::string_view name);

// `text` as names are compared: lower case, and every run of blanks, '_' and '-' is one '-'. As
// long as `with_single_signs` of it, sign for sign.
std::string folded_name(std::string_view text);

// `text` with the first sign alone of each run of blanks, '_' and '-'.
std::string with_single_signs(std::string_view text);

// `body` without marks of a copy or a revision: "Copy of ", " (1)", "_v2", "-final".
std::string without_copy_marks(std::string_view body);

} // namespace rollout
