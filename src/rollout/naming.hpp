// SPDX-License-Identifier: Apache-2.0
// The words that releases are named with: software stacks, operating systems, architectures,
// versions (facts of EGI's, domain 2.1 and 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

std::vector<std::string> usual_stacks(); // contract 2, `--stacks`

struct Naming {
  std::vector<std::string> stacks =
      usual_stacks(); // in their own spelling; may hold blanks and '-'
  // A second grammar of titles; words in braces stand for stack, major, component, version, os and
  // arch. Empty: there is none.
  std::string later_title = "{stack}.{component}.{os}.{arch}";
};

// A stack as it stands in a title: "EMI-1.0", "EMI".
struct StackName {
  std::string stack; // in its own spelling
  std::string major; // "1.0"; may be empty
  bool as_spelt = true;
};

// `text` as a whole.
std::optional<StackName> read_stack(std::string_view text, const std::vector<std::string>& stacks);

bool is_arch(std::string_view token); // any case
bool is_os(std::string_view token);   // "SL5", "debian-squeeze", "CentOS7"
bool is_version(std::string_view token);

// Can it stand in a file's name? Folders' signs and control characters cannot.
bool fits_file_name(std::string_view word);

} // namespace rollout
