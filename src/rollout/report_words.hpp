// SPDX-License-Identifier: Apache-2.0
// The words of a report's name behind its team, "EMI-CREAM-1.13.1-1", compared with those of the
// ticket: which of them differ, in the reading that needs the fewest differences. All text is
// folded (folded_name); each view is a piece of what was given.
#pragma once

#include "rollout/flaw.hpp"
#include "rollout/report_name.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// The ends of all stacks of `stacks` that `words` begins with, their numbers taken in and not.
std::vector<std::size_t> stacks_in_front(std::string_view words,
                                         const std::vector<std::string>& stacks);

// Does one of `stacks` stand in `text`, set off by '-'?
bool holds_stack(std::string_view text, const std::vector<std::string>& stacks);

struct WordsRead {
  struct Difference {
    Flaw flaw;
    std::string_view written;
    std::string wanted;
  };
  std::vector<Difference> differences;
  int far = 0;            // from what it should be; two for each wrong word
  bool odd_stack = false; // a stack stands there that nobody knows, and is written as one
};

class ReportWords {
public:
  ReportWords(const Release& release, const std::vector<NameForm>& forms,
              const std::vector<std::string>& stacks);

  WordsRead compare(std::string_view words) const;

  // Does a stack, a version or the ticket's component stand in `part`, set off by '-', or is it the
  // component's beginning? Then it is no piece of a team's name.
  bool belongs_to_release(std::string_view part) const;
  bool holds_name(std::string_view part) const; // of a stack, or the component's
  bool holds_any(std::string_view part) const;  // a stack, the component or the version

private:
  WordsRead behind_stack(std::string_view words) const;
  WordsRead with_stack(std::string_view words, std::size_t end) const;
  bool is_own_stack(std::string_view stack) const;

  const Release& release_;
  const std::vector<std::string>& stacks_;
  std::vector<std::string> own_stacks_;
  std::string component_;
  std::string version_;
  std::string without_release_;
};

} // namespace rollout
