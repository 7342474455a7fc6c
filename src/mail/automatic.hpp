// SPDX-License-Identifier: Apache-2.0
// Did a person write this mail? Automatic mail never acts and is never answered (RFC 3834, R82).
#pragma once

#include "mail/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mail {

struct Automatic {
  enum class Answer { no, yes, doubtful } answer = Answer::no;
  std::string because; // the header that says so, as "Auto-Submitted: auto-replied"; empty for `no`
};

// `envelope_sender` is the SMTP sender, empty for the null sender <>; `our_loop_marks` are the
// values of X-RT-Loop-Prevention that are ours (RT's names; any value counts when it is empty).
Automatic automatic(const Message& message, std::string_view envelope_sender,
                    const std::vector<std::string>& our_loop_marks);

} // namespace mail
