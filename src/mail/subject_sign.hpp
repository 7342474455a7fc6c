// SPDX-License-Identifier: Apache-2.0
// Is a subject worded like those that programs write? People reply to such mails and forward them:
// so the words count at the beginning only, where a reply has "Re:" and a forward has "Fwd:". The
// tag of a list or a ticket, "[osg-general]", may stand before them.
#pragma once

#include <string_view>

namespace mail {

// `subject` is decoded to UTF-8.
bool is_subject_of_a_program(std::string_view subject);

} // namespace mail
