// SPDX-License-Identifier: Apache-2.0
// The tables, as steps from an empty file: step N brings schema N to N+1. A released step is never
// edited; a change is a new step at the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace store {

std::vector<std::string> schema_steps();

// One step holds several statements, each ended by a line that is `;;`.
std::vector<std::string> split_statements(std::string_view step);

} // namespace store
