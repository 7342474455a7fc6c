// SPDX-License-Identifier: Apache-2.0
// One line of a reply, taken apart into words the way people decorate them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rollout {

// The words of `line` after taking off list bullets and numbers in front, wrapping signs
// (`*_~"'<>()[]` and typographic quotes; no `>` in front) and end punctuation; Unicode dashes
// become '-', NBSP and its kin a blank, what is not seen nothing. `accept:T` and `accept: T` come
// apart at the colon when the first word has nothing but letters.
std::vector<std::string> command_words(std::string_view line);

// A line of a form that was not ticked: "[ ] accept T", "accept T [ ]".
bool holds_empty_box(std::string_view line);

} // namespace rollout
