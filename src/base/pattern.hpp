// SPDX-License-Identifier: Apache-2.0
// A regular expression (PCRE2) that cannot run away: match and depth limits are set, and a subject
// that hits them counts as no match.
#pragma once

#include "base/result.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// What matched: group 0 is the whole. Views into the subject; a group that took no part is empty.
struct Match {
  std::vector<std::string_view> groups;
  std::size_t begin = 0; // of the whole, in bytes
  std::size_t end = 0;
};

class Pattern {
public:
  // `ignored`: of ASCII letters; expression and subject are bytes. `folded`: of every alphabet's
  // letters, and \w, \b, \s know them; the expression is UTF-8, and bytes of a subject that are
  // not match nothing.
  enum class Case { matters, ignored, folded };
  // Machine code for an expression takes longer to make than some hundred matches without it.
  enum class Use { often, rare };

  // `expression` is ours, never a stranger's: one that does not compile ends the program.
  explicit Pattern(std::string_view expression, Case letter_case = Case::matters,
                   Use use = Use::often);

  // `expression` stands in a file that people write: one that does not compile is an error that
  // says where it goes wrong.
  static Result<Pattern> compile(std::string_view expression, Case letter_case = Case::matters,
                                 Use use = Use::often);

  // The first match in `subject` (bytes, any) at or after `from`.
  std::optional<Match> find(std::string_view subject, std::size_t from = 0) const;

private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled);

  std::shared_ptr<const Compiled> compiled_; // never changed, so copies share it
};

} // namespace base
