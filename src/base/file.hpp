// SPDX-License-Identifier: Apache-2.0
// A whole file that a person named. Only an ordinary file is read, so that a pipe or a device never
// makes anybody wait.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>

namespace base {

// At most `most` bytes. An error is Fault::invalid, names `path` and says why: no such file,
// permission denied, a folder, no ordinary file, larger than that.
Result<std::string> read_file(const std::string& path, std::size_t most);

} // namespace base
