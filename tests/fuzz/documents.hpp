// SPDX-License-Identifier: Apache-2.0
// What both targets of documents share. An input that is a zip is taken as it is; any other is cut
// at NUL bytes into parts, which are put into a zip that is whole: a mutant of a zip hardly ever
// gets past its sums.
#pragma once

#include "base/text.hpp"
#include "documents/inspect.hpp"
#include "documents/samples.hpp"
#include "fuzz/must.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace documents_fuzz {

inline const documents::Expected& expected() {
  static const documents::Expected all{documents::usual_topics(), "the blank one"};
  return all;
}

// The promises of inspect() and text_of() for these bytes.
inline documents::Content look(std::string_view bytes, std::string_view extension) {
  const auto content = documents::inspect(bytes, extension, expected());
  for (const auto& one : content.findings) {
    must(!one.code.empty() && !one.text.empty() && one.text.back() == '.');
    must(one.text.find('\n') == std::string::npos);
    must(std::count_if(content.findings.begin(), content.findings.end(),
                       [&](const auto& other) { return other.code == one.code; }) == 1);
  }
  using documents::Verdict;
  must(content.verdict != Verdict::fine || content.findings.empty() ||
       content.findings.front().code == "could_tell" ||
       content.findings.front().code == "own_template");
  must(content.verdict == Verdict::fine || !content.findings.empty());
  const auto& recommended = content.recommendation;
  must(recommended.empty() || recommended == "ACCEPT" || recommended == "REJECT");
  must(recommended.empty() || content.verdict < Verdict::refused);
  const auto text = documents::text_of(bytes, extension);
  must(text || (content.verdict != Verdict::fine && !text.error().what.empty()));
  must(!text || text->size() <= documents::most_text);
  must(!text || text->find('\0') == std::string::npos);
  must(!text || content.verdict != Verdict::fine || !text->empty());
  must(recommended.empty() ||
       (text && base::lower(*text).find(base::lower(recommended)) != text->npos));
  return content;
}

inline std::vector<std::string> pieces(std::string_view bytes, std::size_t most) {
  std::vector<std::string> out;
  for (std::size_t at = 0; out.size() + 1 < most && bytes.find('\0', at) != bytes.npos;
       at = bytes.find('\0', at) + 1)
    out.emplace_back(bytes.substr(at, bytes.find('\0', at) - at));
  std::size_t used = 0;
  for (const auto& piece : out)
    used += piece.size() + 1;
  out.emplace_back(bytes.substr(used));
  return out;
}

} // namespace documents_fuzz
