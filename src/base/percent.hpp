// SPDX-License-Identifier: Apache-2.0
// Percent-encoding (RFC 3986, 2.1): fit for a path, a query and a form.
#pragma once

#include <string>
#include <string_view>

namespace base {

// Of UTF-8 `text` all but A-Z a-z 0-9 - . _ ~, byte by byte.
std::string percent_encoded(std::string_view text);

} // namespace base
