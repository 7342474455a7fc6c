// SPDX-License-Identifier: Apache-2.0
// What must be true of an error about a file that somebody has written.
#pragma once

#include "base/result.hpp"
#include "base/text.hpp"
#include "fuzz/must.hpp"

// Was it read? If not, the error names the place in "file" and the remedy, in a line each.
template <class T> bool is_told(const base::Result<T>& result) {
  if (result)
    return true;
  const auto& error = result.error();
  must(error.fault == base::Fault::invalid && error.what.starts_with("file:"));
  must(!error.hint.empty() && error.what.size() < 1'000);
  must(base::fits_one_line(error.what) && base::fits_one_line(error.hint));
  return false;
}
