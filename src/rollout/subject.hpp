// SPDX-License-Identifier: Apache-2.0
// The title of a rollout ticket (R45, contract 2 `check subject`):
// Staged Rollout [<stack>-<major> ]<component> <version>[ <OS>][ <arch>]
// and, as a second grammar, what Naming::later_title says.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "rollout/flaw.hpp"
#include "rollout/naming.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// What is rolled out. Empty: there is none, or it could not be read.
struct Release {
  std::string stack; // in its own spelling
  std::string major; // "1.0" of EMI-1.0
  std::string component;
  std::string version;
  std::string os;
  std::string arch;
  std::string odd_stack = {}; // as a title says it: one that nobody knows, "FOO-1"
  friend bool operator==(const Release&, const Release&) = default;
};

// "EMI-1.0", "EMI", or empty.
std::string stack_of(const Release& release);

struct SubjectReading {
  // deviation: meant as a rollout, and readable in part.
  enum class Verdict { rollout, deviation, not_a_rollout } verdict = Verdict::not_a_rollout;
  Release release;
  std::vector<NameComplaint> complaints;
};
const char* to_word(SubjectReading::Verdict verdict);

// `subject`: decoded, folded or not, with any amount of "Re:" and of tags in brackets.
SubjectReading read_subject(std::string_view subject, const Naming& naming);

enum class Grammar { milestone, later };

// The title of `release`, which read_subject reads back as it is. Fault::invalid names the word
// that cannot stand in a title: a component with a blank, a version without a digit.
base::Result<std::string> compose_subject(const Release& release, const Naming& naming,
                                          Grammar grammar = Grammar::milestone);

} // namespace rollout
