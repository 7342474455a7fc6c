// SPDX-License-Identifier: Apache-2.0
#include "documents/findings.hpp"

#include <algorithm>

namespace documents {

const char* to_word(Verdict verdict) {
  switch (verdict) {
  case Verdict::fine:
    return "fine";
  case Verdict::not_inspected:
    return "not_inspected";
  case Verdict::doubtful:
    return "doubtful";
  case Verdict::refused:
    break;
  }
  return "refused";
}

void Findings::add(Verdict verdict, std::string code, std::string text) {
  const auto same = std::find_if(remarks_.begin(), remarks_.end(),
                                 [&](const Remark& one) { return one.finding.code == code; });
  if (same == remarks_.end())
    remarks_.push_back({verdict, {std::move(code), std::move(text)}});
  else if (same->verdict < verdict)
    *same = {verdict, {std::move(code), std::move(text)}};
}

void Findings::end(std::string code, std::string text) {
  add(Verdict::refused, std::move(code), std::move(text));
  fatal_ = true;
}

bool Findings::has(std::string_view code) const {
  return std::any_of(remarks_.begin(), remarks_.end(),
                     [&](const Remark& one) { return one.finding.code == code; });
}

Content Findings::take() {
  std::stable_sort(remarks_.begin(), remarks_.end(),
                   [](const Remark& a, const Remark& b) { return a.verdict > b.verdict; });
  Content content;
  content.unpacked = unpacked_;
  if (!remarks_.empty())
    content.verdict = remarks_.front().verdict;
  // Only what the verdict is made of: whoever must send a file again needs no smaller advice.
  for (auto& one : remarks_)
    if (one.verdict == content.verdict)
      content.findings.push_back(std::move(one.finding));
  return content;
}

} // namespace documents
