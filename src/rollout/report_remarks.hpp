// SPDX-License-Identifier: Apache-2.0
// What a report that is taken recommends, and what is odd about it: one sentence each, for its
// sender and for the managers.
#pragma once

#include "rollout/thought.hpp"

#include <string>
#include <vector>

namespace rollout {

// `filed` is about to be taken, and is not among `thought.reports` yet.
std::vector<std::string> remarks_on(const Filed& filed, const Attached& attached,
                                    ReportName::Verdict verdict, const Thought& thought);

// Of a team that was asked and did not accept: "rejected", or "withdrawn"; else "".
std::string open_state(const std::string& team, const Thought& thought);

// Is it, with name and content, the one of `reports` that counts?
bool counts_already(const Filed& filed, const std::vector<Filed>& reports);

} // namespace rollout
