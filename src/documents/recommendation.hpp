// SPDX-License-Identifier: Apache-2.0
// What a report recommends, read where it says so: behind "recommendation", "outcome", "verdict" or
// "conclusion", or in the line below such a heading. Of what is not plain (both words, a choice of
// the template, no box ticked or two, a not, an if) nothing is read: silence costs a look, a wrong
// word a release.
#pragma once

#include "documents/text_lines.hpp"

#include <string>

namespace documents {

// "ACCEPT", "REJECT" or empty. Where a reader's comment recommends something else it is empty.
std::string recommendation_in(const Told& told);

} // namespace documents
