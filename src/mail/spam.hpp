// SPDX-License-Identifier: Apache-2.0
// Did a spam filter on the way mark this mail? Whoever set the mark: a sender who marks his own
// mail harms himself alone, and a "No" proves nothing.
#pragma once

#include "base/result.hpp"
#include "mail/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mail {

// A field called `name` (any case) whose value begins with `word` (any case) marks spam.
struct SpamMark {
  std::string name;
  std::string word;
};

// From "X-Spam-Flag: YES", as the filter writes it. Fault::invalid when it is no such field.
base::Result<SpamMark> read_spam_mark(std::string_view written);

// The first field that is one of `marks`, as "X-Spam-Flag: YES"; empty: there is none.
std::string spam_mark(const Message& message, const std::vector<SpamMark>& marks);

} // namespace mail
