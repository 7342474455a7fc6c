// SPDX-License-Identifier: Apache-2.0
// What a server that speaks XML answers: is it whole, and what is it else.
#pragma once

#include "base/result.hpp"
#include "xml/reader.hpp"

#include <string>
#include <string_view>

namespace xml {

// Is `text`, which was read as `document`, a whole one with this root? Fault::temporary tells what
// it is instead; `right_address` is the remedy where somebody else may have answered.
base::Result<void> check_whole(std::string_view text, const Document& document,
                               std::string_view root, const std::string& right_address);

} // namespace xml
