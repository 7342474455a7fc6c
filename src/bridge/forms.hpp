// SPDX-License-Identifier: Apache-2.0
// The forms of our letters (templates/), read and tried out at start: a form that cannot be filled
// is found then, and not when somebody waits for the letter.
#pragma once

#include "base/result.hpp"

#include <map>
#include <string>

namespace bridge {

// By name, without ".txt". Fault::invalid names the file and what is wrong with it.
base::Result<std::map<std::string, std::string>> read_forms(const std::string& folder);

} // namespace bridge
