// SPDX-License-Identifier: Apache-2.0
// A file that came with a mail, or with what was typed in RT's page, as far as it can be looked at
// without asking anybody.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

struct Attached {
  std::string name; // decoded, with whatever folders; empty: it has none
  std::int64_t bytes = 0;
  std::string digest = {}; // SHA-256 of its content, in hex; empty: nobody looked
  enum class Content { unknown, fine, doubtful, refused, not_inspected } content = Content::unknown;
  struct Finding {
    std::string code; // "macros"
    std::string text; // one sentence, for the one who sent it
  };
  std::vector<Finding> findings = {};
  std::string recommendation = {}; // "ACCEPT", "REJECT"; empty: it says none that is plain
};
const char* to_word(Attached::Content content);

// On a rollout: is it, by its name, a word processor's file, or meant as a report?
bool may_be_report(std::string_view name);
// Elsewhere: is it a word processor's file whose name begins as a report's or a summary's does, and
// has a version in it? "EA newsletter.pdf" and "Summary of the week.docx" are other people's.
bool is_named_as_report(std::string_view name);

} // namespace rollout
