// SPDX-License-Identifier: Apache-2.0
// The draft of a summary, laid out: what it is about, a table of the teams, problems, what is
// missing, and places for what only the managers can say.
#pragma once

#include "documents/paper.hpp"
#include "rollout/summary_words.hpp"

namespace bridge {

documents::Paper paper_of(const rollout::Summary& summary);

} // namespace bridge
