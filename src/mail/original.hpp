// SPDX-License-Identifier: Apache-2.0
// The mail that a notice is about, where it brings it along: whole or as its headers.
#pragma once

#include "mail/notice.hpp"
#include "mail/parts.hpp"

#include <string>
#include <string_view>

namespace mail {

// Takes Message-ID and subject from the first of `parts` that holds a mail or the headers of one.
void name_post(Notice& notice, const Parts& parts);

// The same of a mail as bytes.
void name_post(Notice& notice, std::string_view original);

// The words of several lines as one line, with one blank for each run of them; at most 300 bytes.
std::string one_line(std::string_view text);

} // namespace mail
