// SPDX-License-Identifier: Apache-2.0
// RTF, which Word itself writes under the name .doc. Its text is not read.
#pragma once

#include <string_view>

namespace documents {

// True when it carries objects of other programs, asks for a template, or has a field that runs a
// program.
bool runs_programs(std::string_view rtf);

} // namespace documents
