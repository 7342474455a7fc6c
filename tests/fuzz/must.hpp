// SPDX-License-Identifier: Apache-2.0
// What must hold for any input: where it does not, the fuzzer keeps the input.
#pragma once

#include <cstdlib>

inline void must(bool held) {
  if (!held)
    std::abort();
}
