// SPDX-License-Identifier: Apache-2.0
// Lines that programs put around quotations, in the languages of the community. Any doubt is taken
// as a quotation: what is lost is asked for again, what is let through decides somebody's release.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mail {

// "> text", "| text", "» text", "JD> text".
bool is_quoted(std::string_view line);

// "-----Original Message-----" and its kin, a line of underscores, a signature's "-- ", our mark.
bool cuts_all_below(std::string_view line);

// "Sent from my iPhone": dropped alone, since people write below it.
bool is_mobile_signature(std::string_view line);

// How many lines from `at` on (at most four) say "On … wrote:"; 0 when none do.
std::size_t attribution_lines(const std::vector<std::string_view>& lines, std::size_t at);

// True when a block of From:, Sent:, To:, Subject: lines begins at `at`.
bool header_block_begins(const std::vector<std::string_view>& lines, std::size_t at);

} // namespace mail
