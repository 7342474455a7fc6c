// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

inline void must(bool held) {
  if (!held)
    std::abort();
}
