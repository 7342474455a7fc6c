// SPDX-License-Identifier: Apache-2.0
// What a report should tell of, as patterns: a table `name<TAB>needed|useful<TAB>pattern`, with `#`
// before comments. Patterns are PCRE2 over the whole text, whatever the case of letters.
#pragma once

#include "base/pattern.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace documents {

struct Topic {
  std::string name; // as the sender of a report is told it
  base::Pattern pattern;
  bool needed = false; // a report without it is doubtful; without a useful one it is fine
};

// Strict: a line that is not as above, an unknown word, a name used twice or a wrong pattern is an
// error that names `name` (the file), the line and the remedy.
base::Result<std::vector<Topic>> read_topics(std::string_view tsv, std::string_view name);

// The shipped templates/report-topics.tsv, which is part of the program.
const std::vector<Topic>& usual_topics();

} // namespace documents
