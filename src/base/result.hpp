// SPDX-License-Identifier: Apache-2.0
// How a function says that something went wrong with us. What is wrong with somebody's mail is a
// complaint (rollout/complaint.hpp), never an Error.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace base {

// What the caller may do about it. `temporary` is the default of doubt: 401, 403 and anything that
// was not understood are tried again, since a bad token must not turn owed work into lost work.
enum class Fault {
  temporary, // try again later
  refused,   // the other side understood and said no for good
  not_found, // it is not there
  invalid,   // we were given something that can never work
  internal,  // a defect of ours
};

struct Error {
  Fault fault = Fault::temporary;
  std::string what; // names the place, for the log and for people
  std::string hint; // the remedy; may be empty
  bool in_doubt =
      false; // nobody heard the answer: the other side may have done it, or be at it still
};

template <class T> using Result = tl::expected<T, Error>;

// For `return base::fail(Fault::refused, "…")` in any function that gives a Result.
inline tl::unexpected<Error> fail(Fault fault, std::string what, std::string hint = {}) {
  return tl::unexpected<Error>(Error{fault, std::move(what), std::move(hint)});
}
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

// `what`, and the remedy after it in parentheses when there is one.
std::string describe(const Error& error);

// The word that stands in the ledger and in logs: "temporary", "refused", …
const char* to_word(Fault fault);

} // namespace base
