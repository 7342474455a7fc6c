// SPDX-License-Identifier: Apache-2.0
// Titles of a second grammar, which a line of the configuration gives (Naming::later_title):
// EGI's own later titles were "EMI.bdii-top.sl5.x86_64" (domain 2.1).
#pragma once

#include "rollout/subject.hpp"

namespace rollout {

// nullopt: `title` is none of that grammar. A stack that nobody knows stays empty.
std::optional<Release> read_later_title(std::string_view title, const Naming& naming);

std::string compose_later_title(const Release& release, const Naming& naming);

// Fault::invalid when the grammar has an unknown word in braces, one twice, no component, or two
// words with nothing between them.
base::Result<void> check_grammar(std::string_view grammar);

} // namespace rollout
