// SPDX-License-Identifier: Apache-2.0
#include "rollout/attached.hpp"

#include "base/pattern.hpp"
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
  static const base::Pattern pattern("^(?:ea|summary)-.*-\\d");
  const auto file = read_file_name(name);
  return !file.extension.empty() &&
         pattern.find(folded_name(without_copy_marks(file.body))).has_value();
}

bool may_be_report(std::string_view name) {
  const auto file = read_file_name(name);
  if (name.empty() || !file.extension.empty())
    return !name.empty();
  const auto folded = folded_name(without_copy_marks(file.body));
  return folded.starts_with("ea-") || folded.starts_with("summary-") ||
         folded.find("-ea-") != folded.npos;
}

} // namespace rollout
