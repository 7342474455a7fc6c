// SPDX-License-Identifier: Apache-2.0
// What a report recommends, read where it says so: behind "recommendation", "outcome", "verdict" or
// "conclusion", or in the line below such a heading. Of what is not plain (both words, a choice of
// the template, a not, an if) nothing is read: silence costs a look, a wrong word a release.
#pragma once

#include <string>
#include <string_view>

namespace documents {

// "ACCEPT", "REJECT" or empty, from `text` as text_of() gives it.
std::string recommendation_in(std::string_view text);

} // namespace documents
