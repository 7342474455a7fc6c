// SPDX-License-Identifier: Apache-2.0
#include "base/result.hpp"

namespace base {

std::string describe(const Error& error) {
  return error.hint.empty() ? error.what : error.what + " (" + error.hint + ")";
}

const char* to_word(Fault fault) {
  switch (fault) {
  case Fault::temporary:
    return "temporary";
  case Fault::refused:
    return "refused";
  case Fault::not_found:
    return "not_found";
  case Fault::invalid:
    return "invalid";
  case Fault::internal:
    return "internal";
  }
  return "temporary";
}

} // namespace base
