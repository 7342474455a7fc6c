// SPDX-License-Identifier: Apache-2.0
// What inspect() says, in a line: the verdict and the codes of all findings.
#pragma once

#include "documents/inspect.hpp"

#include <string>
#include <string_view>

namespace documents_test {

inline std::string words_of(std::string_view bytes, std::string_view extension,
                            const std::string& blank = {}) {
  const auto content = documents::inspect(bytes, extension, {documents::usual_topics(), blank});
  std::string out = documents::to_word(content.verdict);
  for (const auto& finding : content.findings)
    out += " " + finding.code;
  return out;
}

// The text of the worst finding.
inline std::string worst_text(std::string_view bytes, std::string_view extension) {
  const auto content = documents::inspect(bytes, extension, {documents::usual_topics(), {}});
  return content.findings.empty() ? "" : content.findings.front().text;
}

} // namespace documents_test
