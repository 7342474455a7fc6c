// SPDX-License-Identifier: Apache-2.0
#include "rollout/attached.hpp"

#include "rollout/file_name.hpp"

namespace rollout {

const char* to_word(Attached::Content content) {
  switch (content) {
  case Attached::Content::fine:
    return "fine";
  case Attached::Content::doubtful:
    return "doubtful";
  case Attached::Content::refused:
    return "refused";
  case Attached::Content::not_inspected:
    return "not inspected";
  case Attached::Content::unknown:
    break;
  }
  return "not seen";
}

bool is_named_as_report(std::string_view name) {
  const auto folded = folded_name(without_copy_marks(read_file_name(name).body));
  return folded.starts_with("ea-") || folded.starts_with("summary-") ||
         folded.find("-ea-") != folded.npos;
}

bool may_be_report(std::string_view name) {
  return !name.empty() && (!read_file_name(name).extension.empty() || is_named_as_report(name));
}

} // namespace rollout
