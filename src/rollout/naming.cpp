// SPDX-License-Identifier: Apache-2.0
#include "rollout/naming.hpp"

#include "base/pattern.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace rollout {

using Case = base::Pattern::Case;

std::vector<std::string> usual_stacks() {
  return {"EMI",    "UMD", "IGE",     "gLite",  "ARC",      "UNICORE",          "Globus",
          "dCache", "CMD", "CMD-ONE", "CMD-OS", "OpsTools", "Operational Tools"};
}

std::optional<StackName> read_stack(std::string_view text, const std::vector<std::string>& stacks) {
  static const base::Pattern major(R"(^-(\d+(?:\.\d+)*)$)");
  std::optional<StackName> best;
  for (const auto& stack : stacks) {
    if (!base::starts_with_ignoring_case(text, stack) ||
        (best && best->stack.size() >= stack.size()))
      continue;
    const auto rest = text.substr(stack.size());
    const auto number = major.find(rest);
    if (!rest.empty() && !number)
      continue;
    best = StackName{stack, number ? std::string(number->groups[1]) : "", text.starts_with(stack)};
  }
  return best;
}

bool is_arch(std::string_view token) {
  static const base::Pattern arch(
      "^(?:x86_64|amd64|i[3-6]86|ia64|ppc64|ppc64le|aarch64|arm64|noarch)$", Case::ignored);
  return arch.find(token).has_value();
}

bool is_os(std::string_view token) {
  static const base::Pattern os(
      R"(^(?:(?:slc?|rhel|el|deb|fedora)\d+(?:\.\d+)*)"
      R"(|(?:centos|alma(?:linux)?|rocky(?:linux)?)-?(?:\d+(?:\.\d+)*)?(?:-stream)?)"
      R"(|(?:debian|ubuntu)(?:-?[a-z0-9.]+)?)$)",
      Case::ignored);
  return os.find(token).has_value();
}

bool is_version(std::string_view token) {
  static const base::Pattern version(R"(^\d[\w.+~:-]*$)");
  return version.find(token).has_value();
}

bool fits_file_name(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) {
    return c == '/' || c == '\\' || (c >= 0 && c < ' ') || c == 127;
  });
}

} // namespace rollout
