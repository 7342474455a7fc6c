// SPDX-License-Identifier: Apache-2.0
// "On …, Anna wrote:" on one line or a few, in any order of date, name, address and verb; and the
// blocks of From:, Sent:, To:, Subject: lines. Both are found among lines whose kinds are known.
#pragma once

#include "mail/line_kind.hpp"

#include <string_view>
#include <vector>

namespace mail {

struct KnownLine {
  std::string_view text; // its front, if it is too long
  LineKind kind = LineKind::text;
  Label label = Label::none;
  std::string_view end; // as much of it, up to its true end
};

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0; // the line behind it
};

// All attributions, in order and apart.
std::vector<Span> attributions(const std::vector<KnownLine>& lines);

// True when an attribution may end with `line`.
bool may_end_attribution(std::string_view line);

// True when a block of headers begins at `at`: three different ones within the next lines.
bool header_block_begins(const std::vector<KnownLine>& lines, std::size_t at);

} // namespace mail
